#!/bin/sh
# Restores etcd from a snapshot before k3s starts for the first time, and takes out of it what belongs to servers that are
# gone. Acts on an empty datastore alone. Each step is written down: after a crash the next run goes on with the same
# snapshot where the last one stopped.
set -eu
here="$(dirname "$0")"
# shellcheck source=server-context.sh
. "$here/server-context.sh"
# Where the earlier cluster put its snapshots, which is not always where this one does.
STORE_SETTINGS="$root/etc/restorable/restore-store.env"
# shellcheck source=snapshot-store.sh
. "$here/snapshot-store.sh"

steps="$state/restore"
mkdir -p "$steps"

if [ -e "$steps/finished" ]; then
	say "the restore is finished"
	exit 0
fi
if has_datastore && ! [ -e "$steps/snapshot" ]; then
	say "there is a datastore: nothing is restored"
	exit 0
fi

if ! [ -e "$steps/snapshot" ]; then
	snapshot="$RESTORE_SNAPSHOT"
	if [ "$snapshot" = latest ]; then
		snapshot="$(newest_snapshot)"
	fi
	check_snapshot "$snapshot"
	printf '%s\n' "$snapshot" >"$steps/snapshot.new"
	mv "$steps/snapshot.new" "$steps/snapshot"
fi
snapshot="$(cat "$steps/snapshot")"

if ! [ -e "$steps/etcd" ]; then
	say "restoring $snapshot"
	# What an attempt that was cut short has left. There was no datastore before it.
	rm -rf "$datastore/etcd" "$datastore/reset-flag"
	k3s server --config "$config/restore.yaml" --cluster-reset --cluster-reset-restore-path "$snapshot" ||
		refuse "k3s could not restore $snapshot"
	has_datastore || refuse "k3s ended without an error and without a datastore"
	touch "$steps/etcd"
fi

"$here/forget-lost-servers.sh"
touch "$steps/finished"
say "restored $snapshot"
