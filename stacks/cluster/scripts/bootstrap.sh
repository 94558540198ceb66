#!/bin/sh
# Makes this server what it is in its cluster. Can run any number of times, at every boot too: what is done is left alone.
# The unit that runs it starts it again until it has succeeded.
set -eu
here="$(dirname "$0")"
# shellcheck source=server-context.sh
. "$here/server-context.sh"

"$here/private-network.sh"
"$here/k3s-install.sh"

start() {
	say "starting $1"
	systemctl enable --now "$1"
}

case "$ROLE" in
first-server)
	if [ -e "$state/restore/snapshot" ] && ! [ -e "$state/restore/finished" ]; then
		"$here/restore.sh"
	elif ! has_datastore; then
		if control_plane="$(find_control_plane)"; then
			# The cluster is there already: this server was lost and made anew. A second cluster would split it.
			say "joining the cluster of $control_plane"
			join_cluster_of "$control_plane"
		elif [ -n "$RESTORE_SNAPSHOT" ]; then
			"$here/restore.sh"
		fi
	fi
	start k3s
	;;
joining-server)
	if ! has_datastore; then
		until control_plane="$(find_control_plane)"; do
			say "waiting for a control plane"
			sleep "$pause"
		done
		join_cluster_of "$control_plane"
	fi
	start k3s
	;;
agent | autoscaled-agent)
	if ! [ -e "$config/config.yaml.d/20-join.yaml" ]; then
		until control_plane="$(find_control_plane)"; do
			say "waiting for a control plane"
			sleep "$pause"
		done
		join_cluster_of "$control_plane"
	fi
	start k3s-agent
	;;
*) refuse "there is no role $ROLE" ;;
esac
