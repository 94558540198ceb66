# shellcheck shell=sh
# Looks into the store of etcd snapshots with nothing but curl. Read with `.` after server-context.sh.

store_settings="${STORE_SETTINGS:-$root/etc/restorable/snapshot-store.env}"
[ -r "$store_settings" ] || refuse "$store_settings is missing: it says where the snapshots are"
# shellcheck source=/dev/null
. "$store_settings"

# SHA-256 of nothing: the body of every request made here.
nothing=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855

# A signed request: path below the bucket, then further arguments of curl. Keys come by standard input, so that no list of
# processes shows them.
store_request() {
	path="$1"
	shift
	if [ "$STORE_PATH_STYLE" = true ]; then
		url="$STORE_URL/$STORE_BUCKET/$path"
	else
		url="$(printf '%s' "$STORE_URL" | sed "s#://#://$STORE_BUCKET.#")/$path"
	fi
	quoted="$(printf '%s:%s' "$STORE_ACCESS_KEY_ID" "$STORE_SECRET_ACCESS_KEY" | sed 's/[\\"]/\\&/g')"
	printf 'user = "%s"\n' "$quoted" |
		curl --config - --fail --silent --show-error --retry 3 --connect-timeout 10 --max-time 60 \
			${STORE_CA_FILE:+--cacert "$STORE_CA_FILE"} \
			--aws-sigv4 "aws:amz:$STORE_REGION:s3" --header "x-amz-content-sha256: $nothing" "$@" "$url"
}

# Keys of a folder's files, one a line, from all pages of the listing.
list_snapshots() {
	prefix="$(printf '%s/' "$STORE_FOLDER" | sed 's#/#%2F#g')"
	after=''
	while :; do
		# Parameters in this order: it is what gets signed.
		page="$(store_request "?list-type=2&prefix=$prefix${after:+&start-after=$after}")" ||
			refuse "the snapshots in $STORE_BUCKET/$STORE_FOLDER cannot be listed"
		keys="$(printf '%s' "$page" | sed 's#<Key>#\n&#g' | sed -n 's#^<Key>\([^<]*\)</Key>.*#\1#p')"
		printf '%s\n' "$keys"
		case "$page" in
		*'<IsTruncated>true</IsTruncated>'*) ;;
		*) return 0 ;;
		esac
		last="$(printf '%s\n' "$keys" | tail -n 1 | sed 's#/#%2F#g')"
		[ "$last" != "$after" ] || refuse "the listing of $STORE_BUCKET/$STORE_FOLDER does not come to an end"
		after="$last"
	done
}

# File name of the newest snapshot: k3s ends each name with the seconds since 1970.
newest_snapshot() {
	listing="$(list_snapshots)" || exit 1
	printf '%s\n' "$listing" | awk -v prefix="$STORE_FOLDER/" '
		index($0, prefix) != 1 { next }
		{ name = substr($0, length(prefix) + 1) }
		name ~ /\// { next }
		{ time = name; sub(/\.zip$/, "", time) }
		time !~ /-[0-9]+$/ { next }
		{ sub(/.*-/, "", time); if (time + 0 > newest) { newest = time + 0; found = name } }
		END { if (found == "") exit 1; print found }
	' || refuse "there is no snapshot in $STORE_BUCKET/$STORE_FOLDER"
}

# Refuses a snapshot that is not there or was made with another token than the one at hand.
check_snapshot() {
	headers="$(store_request "$STORE_FOLDER/$1" --head)" ||
		refuse "$1 is not in $STORE_BUCKET/$STORE_FOLDER, or may not be read"
	hash="$(printf '%s\n' "$headers" | tr -d '\r' | awk 'tolower($1) == "x-amz-meta-k3s-token-hash:" { print $2 }')"
	if [ -z "$hash" ]; then
		say "$1 does not say which token it was made with; k3s will find out"
	elif [ "$hash" != "$STORE_TOKEN_HASH" ]; then
		refuse "$1 was made with another token: its hash is $hash, and that of this cluster $STORE_TOKEN_HASH"
	fi
}
