#!/bin/sh
# Keeps pods from Hetzner's metadata service, which hands out the user data of the server with its secrets. What pods send
# is forwarded; what the server itself sends is not, so that cloud-init and pods on the network of the host still reach it.
set -eu
metadata=169.254.169.254

if command -v nft >/dev/null 2>&1; then
	# Both before and after the addresses of Services are translated, so that no Service can stand in between.
	nft -f - <<RULES
table ip restorable_metadata
delete table ip restorable_metadata
table ip restorable_metadata {
	chain before_translation {
		type filter hook prerouting priority raw; policy accept;
		ip daddr $metadata drop
	}
	chain forwarded {
		type filter hook forward priority -10; policy accept;
		ip daddr $metadata drop
	}
}
RULES
elif command -v iptables >/dev/null 2>&1; then
	iptables -w -t raw -C PREROUTING -d "$metadata" -j DROP 2>/dev/null ||
		iptables -w -t raw -I PREROUTING -d "$metadata" -j DROP
	iptables -w -C FORWARD -d "$metadata" -j DROP 2>/dev/null ||
		iptables -w -I FORWARD -d "$metadata" -j DROP
else
	# k3s needs this unit and does not start: better no pod than one that reads the secrets of the server.
	echo 'restorable: neither nft nor iptables is there to keep pods from the metadata service' >&2
	exit 1
fi
