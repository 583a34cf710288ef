#!/usr/bin/env bash
# Checks the files of deploy/ that cannot be run everywhere, and reports which were
# not checked because their tool is not installed.
set -euo pipefail
cd "$(dirname "$0")"

unchecked=()
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT

have() { # TOOL WHAT
	command -v "$1" >/dev/null && return
	unchecked+=("$2: there is no $1")
	return 1
}

for script in *.sh cluster/*.sh; do bash -n "$script"; done

if have systemd-analyze 'the systemd unit'; then
	# systemd-analyze requires the binary to exist.
	sed 's|/usr/local/bin/doichieu|/bin/true|' doichieu.service >"$scratch/doichieu.service"
	systemd-analyze verify --man=no "$scratch/doichieu.service"
	systemd-analyze security --offline=true --threshold=20 "$scratch/doichieu.service" | tail -1
fi

if have npx 'the Dockerfile'; then
	npx --yes dockerfile-utils@0.16.3 lint Dockerfile && echo 'Dockerfile: no problem (its image was not built)'
fi

(cd kubernetes/check && go run . ../doichieu.yaml) && echo 'kubernetes/doichieu.yaml: every field exists (not applied to a cluster)'

if have promtool 'the alerts'; then
	promtool check rules prometheus/alerts.yml
fi

for file in "${unchecked[@]}"; do
	echo "not checked: $file"
done
