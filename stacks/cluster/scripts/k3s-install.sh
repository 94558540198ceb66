#!/bin/sh
# Puts the k3s binary in place: the release asked for, checked against its checksum before it can be run. One that is
# there is left alone, since upgrades replace it.
set -eu
# shellcheck source=server-context.sh
. "$(dirname "$0")/server-context.sh"

target="$root/usr/local/bin/k3s"

fetch() {
	curl --fail --silent --show-error --location --proto '=https' --retry 5 --retry-connrefused \
		--connect-timeout 10 "$@"
}

if [ -x "$target" ]; then
	say "k3s is installed"
	exit 0
fi

case "$(uname -m)" in
x86_64 | amd64)
	architecture=amd64
	file=k3s
	expected="$K3S_SHA256_AMD64"
	;;
aarch64 | arm64)
	architecture=arm64
	file=k3s-arm64
	expected="$K3S_SHA256_ARM64"
	;;
*) refuse "there is no k3s for $(uname -m)" ;;
esac

version="$K3S_VERSION"
if [ -z "$version" ]; then
	# The channel server redirects to the release, as the installer of k3s uses it.
	release_page="$(fetch --output /dev/null --write-out '%{url_effective}' \
		"https://update.k3s.io/v1-release/channels/$K3S_CHANNEL")"
	version="${release_page##*/}"
	# The address of a page has the plus sign of the version either way.
	version="$(printf '%s' "$version" | sed 's/%2B/+/')"
fi
release="https://github.com/k3s-io/k3s/releases/download/$(printf '%s' "$version" | sed 's/+/%2B/')"

if [ -z "$expected" ]; then
	expected="$(fetch "$release/sha256sum-$architecture.txt" | awk -v file="$file" '$2 == file { print $1 }')"
fi
[ -n "$expected" ] || refuse "no checksum of $file $version is known"

say "fetching k3s $version"
mkdir -p "$(dirname "$target")"
download="$target.download"
fetch --output "$download" "$release/$file"
if ! printf '%s  %s\n' "$expected" "$download" | sha256sum --check --status; then
	rm -f "$download"
	refuse "k3s $version does not have the checksum $expected"
fi
chmod 755 "$download"
mv -f "$download" "$target"
for name in kubectl crictl; do
	[ -e "$root/usr/local/bin/$name" ] || ln -s k3s "$root/usr/local/bin/$name"
done
