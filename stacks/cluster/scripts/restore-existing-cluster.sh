#!/bin/sh
# Takes a running cluster back to a snapshot of its etcd. Everything changed since then is lost. Run as root, in this order:
#
#   restore-existing-cluster.sh stop CLUSTER              on every control plane but one
#   restore-existing-cluster.sh restore CLUSTER SNAPSHOT  on that one; SNAPSHOT is a file name, or latest
#   restore-existing-cluster.sh rejoin CLUSTER            on every other control plane, one after the other
#   systemctl restart k3s-agent                           on every worker
#
# CLUSTER is its name, so that it is not the wrong one by mistake. Where the settings of the store are in a Secret of the
# cluster, STORE_SETTINGS names a file with them.
set -eu
here="$(dirname "$0")"
# shellcheck source=server-context.sh
. "$here/server-context.sh"

action="${1:-}"
named="${2:-}"
snapshot="${3:-}"

case "$action" in
stop | restore | rejoin) ;;
*)
	sed -n '2,11s/^# \{0,1\}//p' "$0" >&2
	exit 2
	;;
esac
[ "$named" = "$CLUSTER" ] || refuse "this server is part of $CLUSTER, not of '$named'"
case "$ROLE" in
first-server | joining-server) ;;
*) refuse "this server is no control plane" ;;
esac

# The datastore out of the way, and kept: a failed restore must not cost what was there.
put_aside() {
	[ -d "$datastore/etcd" ] || return 0
	aside="$datastore/etcd-before-restore-$(date +%s)"
	mv "$datastore/etcd" "$aside"
	say "the datastore is now in $aside"
}

case "$action" in
stop)
	systemctl stop k3s
	;;
restore)
	# shellcheck source=snapshot-store.sh
	. "$here/snapshot-store.sh"
	[ -n "$snapshot" ] || refuse "which snapshot? A file name, or latest"
	if running="$(find_control_plane)"; then
		refuse "k3s still runs on $running: stop it on all other control planes first"
	fi
	if [ "$snapshot" = latest ]; then
		snapshot="$(newest_snapshot)"
	fi
	check_snapshot "$snapshot"
	systemctl stop k3s
	rm -f "$datastore/reset-flag"
	# Where from, for this one run: k3s reads it after config.yaml and ignores the Secret that may be named there.
	mkdir -p "$config/config.yaml.d"
	from="$config/config.yaml.d/90-restore.yaml"
	trap 'rm -f "$from"' EXIT
	(
		umask 077
		"$here/store-config.sh" >"$from"
	)
	say "restoring $snapshot"
	# k3s moves the datastore that is there aside by itself, and only once the snapshot is here.
	k3s server --cluster-reset --cluster-reset-restore-path "$snapshot" || refuse "k3s could not restore $snapshot"
	rm -f "$from" "$config/config.yaml.d/20-join.yaml"
	systemctl start k3s
	say "restored $snapshot; now rejoin the other control planes"
	;;
rejoin)
	running="$(find_control_plane)" || refuse "no control plane answers: restore on one of them first"
	systemctl stop k3s
	put_aside
	join_cluster_of "$running"
	systemctl start k3s
	;;
esac
