#!/usr/bin/env bash
# A complete set-up on loopback: PostgreSQL with a streaming standby under Patroni
# and etcd, PgBouncer in transaction mode, and two servers behind HAProxy.
#
#   cluster.sh start [DIR]        start everything; DIR must not exist yet
#   cluster.sh stop DIR           stop everything and remove DIR
#   cluster.sh kill DIR NAME      end one part at once (kill -9): pg1 pg2 server1 …
#   cluster.sh end DIR NAME       stop that part (SIGTERM), and wait
#   cluster.sh run DIR NAME       start that part again
#   cluster.sh primary DIR        print which node is the primary
#   cluster.sh readers DIR NODE   count the servers' connections to a node
#   cluster.sh reload DIR         load the dataset once more, as another release
#   cluster.sh needs              print which required packages are missing
#
# HTTP_BASE and PG_BASE move the ports. It uses the Debian packages postgresql,
# patroni, etcd-server, pgbouncer and haproxy. If run as root, everything runs
# as the user postgres.
set -Eeuo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

HTTP_BASE="${HTTP_BASE:-8400}"
PG_BASE="${PG_BASE:-54400}"
HTTP=$HTTP_BASE ETCD=$((HTTP_BASE + 1)) ETCD_PEER=$((HTTP_BASE + 2))
REST1=$((HTTP_BASE + 11)) REST2=$((HTTP_BASE + 12))
SERVER1=$((HTTP_BASE + 21)) SERVER2=$((HTTP_BASE + 22))
PG1=$((PG_BASE + 1)) PG2=$((PG_BASE + 2))
PRIMARY=$((PG_BASE + 10)) STANDBY=$((PG_BASE + 11)) BOUNCER=$((PG_BASE + 20))
BIN="$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)"
PATH="$PATH:/usr/sbin" # where Debian has haproxy and pgbouncer

# More settings of the servers; tests add to them.
SERVER_SETTINGS="${SERVER_SETTINGS:-DRAIN_PERIOD=3s LOG_FORMAT=json}"

PARTS=(haproxy etcd pg1 pg2 pgbouncer server1 server2) # in the order of starting

# Everything but this script runs as this user.
AS=()
[ "$(id -u)" != 0 ] || AS=(setpriv --reuid postgres --regid postgres --init-groups)

# needs fails if a program is missing, and names its Debian package.
needs() {
	local missing=()
	have() { command -v "$2" >/dev/null || missing+=("$1"); } # PACKAGE COMMAND
	have curl curl
	have etcd-server etcd
	have haproxy haproxy
	have patroni patroni
	have pgbouncer pgbouncer
	have postgresql "$BIN/initdb"
	have procps pgrep
	have util-linux setsid
	[ "${#missing[@]}" -gt 0 ] || return 0
	echo "a cluster takes Debian packages that are not installed: ${missing[*]}" >&2
	echo "install them with: apt-get install --no-install-recommends ${missing[*]}" >&2
	return 1
}

fill() { # TEMPLATE NODE PORT REST
	sed -e "s|@DIR@|$DIR|g;s|@BIN@|$BIN|g;s|@NODE@|${2:-}|g;s|@PORT@|${3:-}|g;s|@REST@|${4:-}|g" \
		-e "s|@HTTP@|$HTTP|g;s|@ETCD@|$ETCD|g;s|@SERVER1@|$SERVER1|g;s|@SERVER2@|$SERVER2|g" \
		-e "s|@PG1@|$PG1|g;s|@PG2@|$PG2|g;s|@REST1@|$REST1|g;s|@REST2@|$REST2|g" \
		-e "s|@PRIMARY@|$PRIMARY|g;s|@STANDBY@|$STANDBY|g;s|@BOUNCER@|$BOUNCER|g" "$here/$1"
}

# Loaders and notifications need direct connections; servers use the pooler, where
# lib/pq must send a statement together with its values. They read from the standby
# as long as there is one.
LOADER_URL="postgres://doichieu@127.0.0.1:$PRIMARY/doichieu?sslmode=disable"
POOL_URL="postgres://doichieu@127.0.0.1:$BOUNCER/doichieu?sslmode=disable&binary_parameters=yes"
READER_URL="postgres://doichieu@127.0.0.1:$BOUNCER/doichieu_standby?sslmode=disable&binary_parameters=yes"
SERVER_URLS=(DATABASE_URL="$POOL_URL" DATABASE_READ_URL="$READER_URL" DATABASE_NOTICE_URL="$LOADER_URL")

run() { # PART
	local command
	case "$1" in
	etcd) command=(etcd --name etcd --data-dir "$DIR/etcd" --logger zap --log-level warn
		--listen-client-urls "http://127.0.0.1:$ETCD" --advertise-client-urls "http://127.0.0.1:$ETCD"
		--listen-peer-urls "http://127.0.0.1:$ETCD_PEER" --initial-advertise-peer-urls "http://127.0.0.1:$ETCD_PEER"
		--initial-cluster "etcd=http://127.0.0.1:$ETCD_PEER") ;;
	pg1 | pg2) command=(patroni "$DIR/$1/patroni.yml") ;;
	haproxy) command=(haproxy -db -f "$DIR/haproxy.cfg") ;;
	pgbouncer) command=(pgbouncer -q "$DIR/pgbouncer.ini") ;;
	server1) command=(env ADDR="127.0.0.1:$SERVER1" "${SERVER_URLS[@]}" $SERVER_SETTINGS "$DIR/server") ;;
	server2) command=(env ADDR="127.0.0.1:$SERVER2" "${SERVER_URLS[@]}" $SERVER_SETTINGS "$DIR/server") ;;
	*) echo "there is no part $1" >&2 && return 2 ;;
	esac
	# In a session of its own, so that all its processes can be killed with it.
	HOME="$DIR" setsid "${AS[@]}" "${command[@]}" >>"$DIR/log/$1.log" 2>&1 </dev/null &
	echo $! >"$DIR/run/$1.pid"
}

wait_for() { # SECONDS WHAT COMMAND…
	local until=$((SECONDS + $1)) what="$2"
	shift 2
	until "$@" >/dev/null 2>&1; do
		[ "$SECONDS" -lt "$until" ] || { echo "$what is not there in time" >&2; tail -n 5 "$DIR"/log/*.log >&2; return 1; }
		sleep 0.2
	done
}

answers() { curl -fsS --max-time 2 "http://127.0.0.1:$1$2"; }

# processes lists a part's processes: its session and, for a node, also
# PostgreSQL, which Patroni starts in another session.
processes() { # PART
	local pid
	pid="$(cat "$DIR/run/$1.pid" 2>/dev/null)" || return 0
	pgrep -s "$pid" || true
	case "$1" in
	pg1 | pg2)
		pid="$(head -1 "$DIR/$1/data/postmaster.pid" 2>/dev/null)" || return 0
		kill -0 "$pid" 2>/dev/null && echo "$pid" && { pgrep -P "$pid" || true; }
		;;
	esac
}

kill_part() { # PART
	local pids
	pids="$(processes "$1")"
	[ -z "$pids" ] || kill -9 $pids 2>/dev/null || true
	rm -f "$DIR/run/$1.pid"
}

# end stops a part, and kills it after 15 seconds.
end() { # PART
	local pid
	pid="$(cat "$DIR/run/$1.pid" 2>/dev/null)" || return 0
	kill -TERM "$pid" 2>/dev/null || true
	for _ in $(seq 75); do
		kill -0 "$pid" 2>/dev/null || break
		sleep 0.2
	done
	kill_part "$1"
}

primary() {
	for node in 1 2; do
		local rest="REST$node"
		if answers "${!rest}" /primary >/dev/null 2>&1; then
			echo "pg$node"
			return
		fi
	done
	return 1
}

as_admin() { "$BIN/psql" -qh 127.0.0.1 -p "$PRIMARY" -U postgres -c "$1" postgres; }

load() { DATABASE_URL="$LOADER_URL" "$DIR/server" load "$@" "$here/../../data"; }

# readers counts the connections of servers to a node.
readers() { # NODE
	local port="PG${1#pg}"
	"$BIN/psql" -Atqh 127.0.0.1 -p "${!port}" -U postgres -c "SELECT count(*) FROM pg_stat_activity WHERE usename = 'doichieu'" postgres
}

start() {
	mkdir -p "$DIR"/{log,run,pg1,pg2}
	fill patroni.yml pg1 "$PG1" "$REST1" >"$DIR/pg1/patroni.yml"
	fill patroni.yml pg2 "$PG2" "$REST2" >"$DIR/pg2/patroni.yml"
	fill haproxy.cfg >"$DIR/haproxy.cfg"
	fill pgbouncer.ini >"$DIR/pgbouncer.ini"
	(cd "$here/../.." && CGO_ENABLED=0 go build -trimpath -buildvcs=true -o "$DIR/server" ./server)
	[ "$(id -u)" != 0 ] || chown -R postgres: "$DIR"

	# Before the nodes, because HAProxy uses all of them until its first check.
	run haproxy
	run etcd
	wait_for 30 etcd answers "$ETCD" /health
	run pg1
	wait_for 60 'the primary' answers "$REST1" /primary
	run pg2
	wait_for 60 'the standby' answers "$REST2" /replica
	wait_for 30 'the way to the primary' as_admin 'CREATE ROLE doichieu LOGIN'
	as_admin 'CREATE DATABASE doichieu OWNER doichieu'
	run pgbouncer
	wait_for 30 'the pool' "$BIN/psql" -qh 127.0.0.1 -p "$BOUNCER" -U doichieu -c 'SELECT 1' doichieu
	load
	wait_for 30 'the way to the standby' "$BIN/psql" -qh 127.0.0.1 -p "$BOUNCER" -U doichieu -c 'SELECT 1' doichieu_standby
	run server1
	run server2
	wait_for 60 'the first server' answers "$SERVER1" /readyz
	wait_for 60 'the second server' answers "$SERVER2" /readyz
	wait_for 30 'the way to the servers' answers "$HTTP" /readyz
	echo "http://127.0.0.1:$HTTP/ is answered by $SERVER1 and $SERVER2; $(primary) leads; in $DIR"
}

stop() {
	for ((i = ${#PARTS[@]} - 1; i >= 0; i--)); do
		end "${PARTS[i]}"
	done
	rm -rf "$DIR"
}

command="${1:-}"
DIR="${2:-}"
if [ "$command" = start ] && [ -z "$DIR" ]; then
	DIR="$(mktemp -du "${TMPDIR:-/tmp}/doichieu-cluster.XXXXXX")"
fi
case "$command" in
needs) needs ;;
start)
	needs || exit 1
	[ ! -e "$DIR" ] || { echo "$DIR is there already" >&2; exit 2; }
	trap 'stop' ERR
	start
	;;
stop) [ -d "$DIR/run" ] && stop ;;
kill) kill_part "$3" ;;
end) end "$3" ;;
run) run "$3" ;;
primary) primary ;;
readers) readers "$3" ;;
reload) load -force ;;
*)
	sed -n '2,/^set/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" | head -18
	exit 2
	;;
esac
