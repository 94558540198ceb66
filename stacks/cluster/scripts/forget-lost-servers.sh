#!/bin/sh
# Takes out of a restored datastore what belongs to the servers of the earlier cluster: their nodes, the passwords that
# keep servers of the same names from joining, and the ties of Services to load balancers. k3s runs meanwhile without a
# kubelet and at a port where no other server looks for it.
set -eu
# shellcheck source=server-context.sh
. "$(dirname "$0")/server-context.sh"

export KUBECONFIG="$root/run/restorable/kubeconfig.yaml"
mkdir -p "$root/run/restorable" "$state/restore/services"
rm -f "$KUBECONFIG"

kubectl() {
	k3s kubectl "$@"
}

k3s server --config "$config/restore.yaml" --disable-agent &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT

attempts=0
until [ -e "$KUBECONFIG" ] && kubectl get --raw /readyz >/dev/null 2>&1; do
	kill -0 "$server" 2>/dev/null || refuse "k3s ended before its API was ready"
	attempts=$((attempts + 1))
	[ "$attempts" -lt 120 ] || refuse "the API of the restored cluster does not get ready"
	sleep "$pause"
done

# k3s keeps nodes of etcd members from going with finalizers of its own; their members are gone with the reset already.
attempts=0
while nodes="$(kubectl get nodes --output name)" && [ -n "$nodes" ]; do
	attempts=$((attempts + 1))
	[ "$attempts" -lt 30 ] || refuse "these nodes of the earlier cluster do not go: $nodes"
	for node in $nodes; do
		kubectl delete "$node" --wait=false --ignore-not-found
		kubectl patch "$node" --type merge --patch '{"metadata":{"finalizers":null}}' >/dev/null 2>&1 || true
	done
	sleep "$pause"
done
for secret in $(kubectl --namespace kube-system get secrets --output name | grep '\.node-password\.k3s$' || true); do
	kubectl --namespace kube-system delete "$secret" --ignore-not-found
done

# Services are made anew, without what tied them to a load balancer: otherwise the controller of this cluster takes over
# that of the earlier one by the Service's uid. Each is kept in a file until it is there again. The finalizer is taken
# off first, so that nobody deletes the load balancer.
strip='
import json, sys
service = json.load(sys.stdin)
meta = service["metadata"]
service.pop("status", None)
for key in ("uid", "resourceVersion", "creationTimestamp", "deletionTimestamp", "generation", "managedFields",
            "finalizers", "selfLink", "deletionGracePeriodSeconds"):
    meta.pop(key, None)
for key in ("clusterIP", "clusterIPs", "healthCheckNodePort"):
    service["spec"].pop(key, None)
json.dump(service, sys.stdout)
'
kubectl get services --all-namespaces --field-selector spec.type=LoadBalancer \
	--output 'jsonpath={range .items[*]}{.metadata.namespace}{" "}{.metadata.name}{"\n"}{end}' \
	>"$state/restore/services.list"
while read -r namespace name; do
	[ -n "$name" ] || continue
	file="$state/restore/services/$namespace.$name.json"
	kubectl --namespace "$namespace" get service "$name" --output json | python3 -c "$strip" >"$file.new"
	mv "$file.new" "$file"
	kubectl --namespace "$namespace" patch service "$name" --type merge --patch '{"metadata":{"finalizers":null}}'
	kubectl --namespace "$namespace" delete service "$name" --ignore-not-found
done <"$state/restore/services.list"
for file in "$state"/restore/services/*.json; do
	[ -e "$file" ] || continue
	if ! kubectl get --filename "$file" >/dev/null 2>&1; then
		kubectl create --filename "$file"
	fi
	rm -f "$file"
done

kill "$server"
wait "$server" || true
trap - EXIT
