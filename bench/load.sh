#!/usr/bin/env bash
# Runs the load benchmark. With PEERS=DIR it first starts the servers whose scripts
# are in DIR, in a copy of it, and stops them afterwards; their PostgreSQL, pinned to
# the first core like every contestant, is then used for this server too.
set -euo pipefail
cd "$(dirname "$0")/.."

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
go build -o "$work/bench" ./bench
if [ -z "${PEERS:-}" ]; then
	"$work/bench" -work "$work" "$@"
	exit
fi

peers="$work/peers"
cp -r "$PEERS" "$peers"
chmod -R u+w "$peers" # the scripts may be read-only
chmod 755 "$work" # their PostgreSQL runs as another user
(
	cd "$peers"
	(cd node && npm ci)
	(cd graphjin && go build -o gj .)
	bash pg.sh init
	bash pg.sh start 0
	bash pg.sh load
	mkdir -p out
	python3 servers.py start
)
stop() {
	(cd "$peers" && python3 servers.py stop && bash pg.sh stop)
	rm -rf "$work"
}
trap stop EXIT
ours='postgres://postgres@127.0.0.1:54329/ours?sslmode=disable'
psql -h 127.0.0.1 -p 54329 -U postgres -qc 'CREATE DATABASE ours'
"$work/bench" -work "$work" -peers "$peers" -postgres "$ours" "$@"
