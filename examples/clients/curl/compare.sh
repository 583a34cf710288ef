#!/usr/bin/env bash
# Sends one query by POST, by GET, by GET with the ETag of the cached answer, and by the
# hash of a persisted query. Prints each answer, or the status if there is no body.
set -euo pipefail
url="${API_URL:-http://localhost:8080/graphql}"
query='query ($left: PlanYearRef!, $right: PlanYearRef!) { compare(left: $left, right: $right) { summary { verdicts { verdict count } } } }'
variables='{"left": {"province": "binh-dinh", "year": 2024}, "right": {"province": "quang-nam", "year": 2024}}'

ask() {
	curl --fail --silent --show-error --compressed "$@"
}

# By POST, as JSON in the body.
ask "$url" --header 'Content-Type: application/json' --data "{\"query\": \"$query\", \"variables\": $variables}"
echo

# By GET, so that browsers and proxies can cache the answer.
headers="$(mktemp)"
trap 'rm -f "$headers"' EXIT
ask --get "$url" --data-urlencode "query=$query" --data-urlencode "variables=$variables" --dump-header "$headers"
echo

# Again with the answer's ETag: 304 Not Modified while the dataset is the same.
etag="$(sed -n 's/^etag: *//Ip' "$headers" | tr -d '\r')"
ask --get "$url" --data-urlencode "query=$query" --data-urlencode "variables=$variables" \
	--header "If-None-Match: $etag" --write-out '%{http_code}\n'

# A persisted query: sent once with its hash, and by the hash alone from then on.
hash="$(printf %s "$query" | sha256sum | cut -d ' ' -f 1)"
extensions="{\"persistedQuery\": {\"version\": 1, \"sha256Hash\": \"$hash\"}}"
ask --get "$url" --data-urlencode "query=$query" --data-urlencode "variables=$variables" \
	--data-urlencode "extensions=$extensions" >/dev/null
ask --get "$url" --data-urlencode "variables=$variables" --data-urlencode "extensions=$extensions"
echo
