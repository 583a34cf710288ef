#!/usr/bin/env bash
# compare.sh COMMIT PACKAGE…: runs the Go benchmarks of another commit and of the
# working tree in turns, and compares them. ROUNDS is the number of turns of each,
# BENCH has more flags for go test.
set -euo pipefail
cd "$(dirname "$0")/.."

commit=$1
shift
work="$(mktemp -d)"
git worktree add --detach --quiet "$work/old" "$commit"
trap 'git worktree remove --force "$work/old"; rm -rf "$work"' EXIT

for _ in $(seq "${ROUNDS:-6}"); do
	for side in old new; do
		if [ $side = old ]; then dir="$work/old"; else dir=.; fi
		# a package that only one side has is not compared
		(cd "$dir" && go test "$@" -run '^$' -bench . -benchmem ${BENCH:-} || true) >>"$work/$side.txt" 2>&1
	done
done
go run golang.org/x/perf/cmd/benchstat@v0.0.0-20260409210113-8e83ce0f7b1c "$work/old.txt" "$work/new.txt"
