#!/bin/sh
# Waits until this server is in the private network and tells k3s which of its addresses and interfaces that is. The
# interface has another name on every type of server. A server of the autoscaler learns its address here too.
set -eu
# shellcheck source=server-context.sh
. "$(dirname "$0")/server-context.sh"

# The word after another one: `10.0.0.1 dev enp7s0 src 10.8.0.2` has the device and the source of a route.
after() {
	awk -v word="$1" '{ for (i = 1; i < NF; i++) if ($i == word) { print $(i + 1); exit } }'
}

attempts=0
while :; do
	route="$(ip -4 route get "$GATEWAY" 2>/dev/null || true)"
	address="$(printf '%s\n' "$route" | after src)"
	interface="$(printf '%s\n' "$route" | after dev)"
	outward="$(ip -4 route show default 2>/dev/null | after dev)"
	if [ -n "$address" ] && [ -n "$interface" ]; then
		if [ -n "$PRIVATE_IP" ]; then
			[ "$address" = "$PRIVATE_IP" ] && break
		elif [ "$interface" != "$outward" ]; then
			break
		fi
	fi
	attempts=$((attempts + 1))
	# The unit that runs this starts again: what has failed can be seen, and nothing waits for ever.
	[ "$attempts" -lt 60 ] || refuse "this server is not in the private network: no route to $GATEWAY from it"
	sleep "$pause"
done

for folder in config.yaml.d restore.yaml.d; do
	mkdir -p "$config/$folder"
	{
		printf 'node-ip: %s\n' "$address"
		printf 'flannel-iface: %s\n' "$interface"
	} >"$config/$folder/10-network.yaml"
	chmod 600 "$config/$folder/10-network.yaml"
done
