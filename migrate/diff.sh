#!/usr/bin/env bash
# Runs the migration planner with a PostgreSQL database of its own to work in.
set -euo pipefail
: "${TEST_POSTGRES_URL:?is not set: the planner needs a PostgreSQL server}"
name="doichieu_dev_$$"
psql -q "$TEST_POSTGRES_URL" -c "CREATE DATABASE $name"
trap 'psql -q "$TEST_POSTGRES_URL" -c "DROP DATABASE $name WITH (FORCE)"' EXIT
# The same server and parameters, another database.
DEV_DATABASE_URL="$(sed -E "s#^(postgres(ql)?://[^/]*/)[^?]*#\1$name#" <<<"$TEST_POSTGRES_URL")" \
	go run ./migrate/diff "$@"
