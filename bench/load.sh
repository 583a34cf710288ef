#!/usr/bin/env bash
# Runs the load benchmark. With PEERS=DIR it first starts the servers whose
# scripts are there, in a copy of their own, and ends them afterwards; their
# PostgreSQL, pinned to the first core like every contestant, is then ours too.
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
chmod -R u+w "$peers" # also when the scripts may only be read
chmod 755 "$work" # their PostgreSQL runs as a user of its own
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
