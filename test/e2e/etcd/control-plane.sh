#!/bin/sh
# A real etcd with a real API server on it, in the foreground until it is told to stop.
#   control-plane.sh FOLDER ETCD_FOLDER KUBECONFIG PORT
# FOLDER keeps keys and logs; PORT is that of the API, etcd has the two after it.
set -eu
folder="$1" etcd="$2" kubeconfig="$3" port="$4"
mkdir -p "$folder"
client="http://127.0.0.1:$((port + 1))"
peer="http://127.0.0.1:$((port + 2))"
[ -e "$folder/accounts.key" ] || openssl genrsa -out "$folder/accounts.key" 2048 2>/dev/null
echo "administrator-token,admin,admin,system:masters" >"$folder/tokens.csv"

etcd --data-dir "$etcd" --name default --listen-client-urls "$client" --advertise-client-urls "$client" \
	--listen-peer-urls "$peer" --initial-advertise-peer-urls "$peer" --initial-cluster "default=$peer" \
	>"$folder/etcd.log" 2>&1 &
store=$!
kube-apiserver --etcd-servers "$client" --secure-port "$port" --bind-address 127.0.0.1 --cert-dir "$folder/certificates" \
	--service-cluster-ip-range 10.43.0.0/16 --authorization-mode RBAC --token-auth-file "$folder/tokens.csv" \
	--service-account-issuer https://kubernetes.default.svc --service-account-key-file "$folder/accounts.key" \
	--service-account-signing-key-file "$folder/accounts.key" --disable-admission-plugins ServiceAccount \
	>"$folder/kube-apiserver.log" 2>&1 &
api=$!
trap 'kill $api; wait $api || true; kill $store; wait $store || true; exit 0' TERM INT

cat >"$kubeconfig.new" <<CONFIG
apiVersion: v1
kind: Config
current-context: only
clusters: [{ name: only, cluster: { server: "https://127.0.0.1:$port", insecure-skip-tls-verify: true } }]
users: [{ name: only, user: { token: administrator-token } }]
contexts: [{ name: only, context: { cluster: only, user: only } }]
CONFIG
mv "$kubeconfig.new" "$kubeconfig"
# Either of them gone is the end of both.
while kill -0 $api 2>/dev/null && kill -0 $store 2>/dev/null; do sleep 0.5; done
kill $api $store 2>/dev/null || true
exit 1
