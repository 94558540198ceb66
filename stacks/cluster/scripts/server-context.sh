# shellcheck shell=sh disable=SC2034
# What the other scripts share: where files are, what this server is, and how others are asked whether they are there.
# Read with `.`; expects `set -eu`.

# Files are looked for below this folder, so that the scripts can be tried on any machine.
root="${ROOT_FOLDER:-}"
# Seconds between two attempts.
pause="${PAUSE_SECONDS:-5}"

settings="$root/etc/restorable/server.env"
data="$root/var/lib/rancher/k3s"
datastore="$data/server/db"
config="$root/etc/rancher/k3s"
state="$root/var/lib/restorable"

# shellcheck source=/dev/null
. "$settings"

say() {
	printf 'restorable: %s\n' "$*"
}

refuse() {
	printf 'restorable: %s\n' "$*" >&2
	exit 1
}

# Whether this server has been a member of a cluster: k3s asks the same (pkg/etcd/etcd.go, IsInitialized).
has_datastore() {
	[ -d "$datastore/etcd/member/wal" ]
}

# Whether k3s answers at an address. Its certificate is not checked here: joining does that, by the hash in the token.
answers() {
	[ "$(curl --insecure --silent --connect-timeout 2 --max-time 5 "https://$1:6443/ping" || true)" = pong ]
}

# Address of a control plane that answers, other than this server; fails if none does.
find_control_plane() {
	for address in $CONTROL_PLANES; do
		if [ "$address" != "$PRIVATE_IP" ] && answers "$address"; then
			printf '%s\n' "$address"
			return 0
		fi
	done
	return 1
}

# Tells k3s whom to join. In a file of its own: it is read after config.yaml and wins.
join_cluster_of() {
	mkdir -p "$config/config.yaml.d"
	printf 'server: https://%s:6443\n' "$1" >"$config/config.yaml.d/20-join.yaml"
	chmod 600 "$config/config.yaml.d/20-join.yaml"
}
