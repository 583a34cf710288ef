#!/usr/bin/env bash
# Asks the same question by POST and by GET, and prints both answers.
set -euo pipefail
url="${API_URL:-http://localhost:8080/graphql}"
query='query ($left: PlanYearRef!, $right: PlanYearRef!) {
  compare(left: $left, right: $right) { summary { verdicts { verdict count } } }
}'
variables='{"left": {"province": "binh-dinh", "year": 2024}, "right": {"province": "quang-nam", "year": 2024}}'

# As JSON in the body. What jq would do, sed does here: queries hold no quotes.
body="{\"query\": \"$(tr '\n' ' ' <<<"$query")\", \"variables\": $variables}"
curl --fail --silent --show-error "$url" --header 'Content-Type: application/json' --data "$body"
echo

# In the address, so that browsers and proxies can keep the answer.
curl --fail --silent --show-error --get "$url" --data-urlencode "query=$query" --data-urlencode "variables=$variables"
echo
