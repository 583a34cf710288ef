#!/usr/bin/env bash
# Breaks the set-up of cluster.sh under load, and reports what clients got.
#
#   test.sh failover   another release is loaded, and read from the standby; then
#                      the primary is killed, and Patroni promotes the standby
#   test.sh restart    a server is killed, started again, and stopped
#   test.sh soak       twice as many clients as are answered at once, for SOAK
#   test.sh            all of them
#
# SOAK is the duration of soak (default 1m).
set -Eeuo pipefail
cd "$(dirname "$0")/../.."

cluster=deploy/cluster/cluster.sh
"$cluster" needs
http="http://127.0.0.1:${HTTP_BASE:-8400}"
server1="http://127.0.0.1:$((${HTTP_BASE:-8400} + 21))"
server2="http://127.0.0.1:$((${HTTP_BASE:-8400} + 22))"
scratch="$(mktemp -d)"
DIR="$scratch/cluster"
chmod 755 "$scratch"

finish() {
	kill "${load_pid:-}" 2>/dev/null || true
	[ ! -d "$DIR" ] || "$cluster" stop "$DIR"
	rm -rf "$scratch"
}
trap finish EXIT

start() { # SETTINGS
	SERVER_SETTINGS="DRAIN_PERIOD=3s LOG_FORMAT=json $1" "$cluster" start "$DIR"
}

load() { # FLAGS
	"$scratch/load" -url "$http" "$@" &
	load_pid=$!
}

release() { # URL
	curl -fsS "$1/graphql" -H 'Content-Type: application/json' -d '{"query":"{ dataset { release checksum loadedAt } }"}'
}

servers() { cat "$DIR/run/server1.pid" "$DIR/run/server2.pid"; }

since() { awk "BEGIN { printf \"%.1f s\", $(date +%s.%N) - $1 }"; }

failover() {
	echo "== a release is loaded and the primary is killed under a steady load of reads"
	start CACHE_BYTES=0
	local before pids killed old standby loaded began
	before="$(release "$server1")" pids="$(servers)" old="$("$cluster" primary "$DIR")"
	load -for 60s -clients 8 -pause 50ms -may-be-internal 1000000 -may-refuse
	sleep 5
	standby="$([ "$old" = pg1 ] && echo pg2 || echo pg1)"
	[ "$("$cluster" readers "$DIR" "$standby")" -gt 0 ] || { echo "nobody reads from $standby, the standby"; exit 1; }
	loaded="$before"
	"$cluster" reload "$DIR"
	began="$(date +%s.%N)"
	until before="$(release "$server1")" && [ "$before" != "$loaded" ] && [ "$(release "$server2")" = "$before" ]; do sleep 0.05; done
	echo "both servers had switched to another release $(since "$began") after it was loaded"
	killed="$(date +%s.%N)"
	"$cluster" kill "$DIR" "$old"
	until "$cluster" primary "$DIR" >/dev/null; do sleep 0.1; done
	echo "$old was killed; $("$cluster" primary "$DIR") led after $(since "$killed")"
	"$cluster" run "$DIR" "$old"
	wait "$load_pid"
	[ "$(servers)" = "$pids" ] && kill -0 $pids
	for server in "$server1" "$server2"; do
		[ "$(release "$server")" = "$before" ] || { echo "$server lost its release"; exit 1; }
		curl -fsS "$server/readyz"
	done
	echo "the same processes serve the same release: $before"
	"$cluster" stop "$DIR"
}

restart() {
	echo "== a server is killed and started again under load"
	start ''
	load -for 20s -clients 8 -may-fail 8
	sleep 5
	"$cluster" kill "$DIR" server1
	sleep 5
	"$cluster" run "$DIR" server1
	wait "$load_pid"
	curl -fsS "$server1/readyz"
	echo "== a server is asked to end under load, and started again"
	load -for 20s -clients 8
	sleep 3
	"$cluster" end "$DIR" server1
	sleep 3
	"$cluster" run "$DIR" server1
	wait "$load_pid"
	curl -fsS "$server1/readyz"
	"$cluster" stop "$DIR"
}

soak() {
	echo "== twice as many clients as may be answered at once, for ${SOAK:-1m}"
	start 'CACHE_BYTES=0 MAX_OPERATIONS=8 TURN_TIMEOUT=5ms'
	"$scratch/load" -url "$server1" -watch "$server1" -for "${SOAK:-1m}" -clients 16 -most 100000000 -may-refuse
	"$cluster" stop "$DIR"
}

go build -o "$scratch/load" ./deploy/load
for tests in "${@:-failover restart soak}"; do
	for test in $tests; do "$test"; done
done
