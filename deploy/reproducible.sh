#!/usr/bin/env bash
# Builds the last commit twice, in two clones in different directories with different
# time zones and umasks, and compares the binaries. With -cold the second build
# compiles everything and installs npm's packages again.
set -euo pipefail
cd "$(dirname "$0")/.."

scratch="$(mktemp -d)"
trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT

build() { # DIRECTORY [VARIABLE=VALUE]…
	local dir="$scratch/$1"
	shift
	git clone -q . "$dir"
	if [ -d "$packages" ]; then
		cp -a "$packages" "$dir/web/"
		touch "$dir/web/node_modules/.package-lock.json"
	fi
	env "$@" make -s -C "$dir" build >"$scratch/log" 2>&1 || { cat "$scratch/log" >&2; return 1; }
	sha256sum <"$dir/bin/server" | cut -d' ' -f1
}

packages="$scratch/none"
first="$(build one TZ=Asia/Ho_Chi_Minh)"
umask 077
if [ "${1:-}" = -cold ]; then
	second="$(build a/much/deeper/place TZ=UTC GOCACHE="$scratch/cache")"
else
	packages="$scratch/one/web/node_modules"
	second="$(build a/much/deeper/place TZ=UTC)"
fi
"$scratch/one/bin/server" version
if [ "$first" != "$second" ]; then
	echo "two builds of $(git rev-parse --short HEAD) differ: $first and $second"
	exit 1
fi
echo "two builds of $(git rev-parse --short HEAD) give the same bytes: sha256 $first"
