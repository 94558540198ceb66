#!/bin/sh
# Writes the settings of the snapshot store as k3s reads them, to standard output. SECRET.
set -eu
here="$(dirname "$0")"
# shellcheck source=server-context.sh
. "$here/server-context.sh"
# shellcheck source=snapshot-store.sh
. "$here/snapshot-store.sh"

# A text between single quotes of YAML, which has one rule: a quote is written twice.
text() {
	printf "'%s'" "$(printf '%s' "$1" | sed "s/'/''/g")"
}

echo 'etcd-s3: true'
printf 'etcd-s3-endpoint: %s\n' "$(text "${STORE_URL#*://}")"
printf 'etcd-s3-bucket: %s\n' "$(text "$STORE_BUCKET")"
printf 'etcd-s3-folder: %s\n' "$(text "$STORE_FOLDER")"
printf 'etcd-s3-region: %s\n' "$(text "$STORE_REGION")"
printf 'etcd-s3-access-key: %s\n' "$(text "$STORE_ACCESS_KEY_ID")"
printf 'etcd-s3-secret-key: %s\n' "$(text "$STORE_SECRET_ACCESS_KEY")"
if [ "$STORE_PATH_STYLE" = true ]; then
	echo 'etcd-s3-bucket-lookup-type: path'
fi
if [ -n "${STORE_CA_FILE:-}" ]; then
	printf 'etcd-s3-endpoint-ca: %s\n' "$(text "$STORE_CA_FILE")"
fi
