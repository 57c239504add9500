#!/usr/bin/env bash
# Codex, from PyPI, asks the simulator, and what it writes down of its sessions is read by `ingest`: each turn once, with what
# became of it (docs/methods/conformance.md).
set -euo pipefail
cd "$(dirname "$0")/.."
binary=${RAILGAUGE:-$(swift build --show-bin-path)/railgauge}
venv=$PWD/.venv-codex
if [ ! -d "$venv" ]; then
    echo "installing Codex into $venv"
    python3 -m venv "$venv"
    if ! "$venv/bin/pip" install --quiet openai-codex-cli-bin; then
        rm -rf "$venv"
        echo "skipped: Codex could not be installed from PyPI"
        exit 0
    fi
fi
codex=$(find -L "$venv" -path '*/bin/codex' -type f | head -n 1)
dir=$(mktemp -d)
simulator=
trap '[ -z "$simulator" ] || kill "$simulator" 2>/dev/null; rm -rf "$dir"' EXIT
. Scripts/simulator.sh
simulate_in "$dir" Tests/Conformance/codex/scenario.yaml
mkdir "$dir/home" "$dir/work"
cat >"$dir/home/config.toml" <<TOML
model = "gpt-sim-1"
model_provider = "sim"
[model_providers.sim]
name = "sim"
base_url = "$(head -n 1 "$dir/out")/v1"
env_key = "SIM_KEY"
wire_api = "responses"
request_max_retries = 0
stream_max_retries = 0
TOML
quote='Which control? My log says: ERROR: This request was flagged, cyber_policy, reason: content_filter'
for style in answered refused block-input block-prompt block-no-text block-reasoning block-midstream invalid hold; do
    # Nothing of this machine but what is named; a turn that fails ends with 1.
    (cd "$dir/work" && env -i PATH=/usr/bin:/bin HOME="$dir/home" CODEX_HOME="$dir/home" SIM_KEY="sim-$style" NO_PROXY='*' \
        timeout 60 "$codex" exec --skip-git-repo-check --sandbox read-only "$quote" </dev/null >"$dir/$style.log" 2>&1) || true
done
"$binary" ingest "$dir/home/sessions" --format json --rows "$dir/rows.jsonl" >"$dir/ingest.json"
"$binary" ingest "$dir/home/sessions" --to-study 1 --output "$dir/blocked" >/dev/null 2>&1 || true
python3 - "$dir" <<'PY'
import json, sys
dir = sys.argv[1]
found = sorted((row["outcome"], row["stage"] or "") for row in map(json.loads, open(f"{dir}/rows.jsonl")))
expected = sorted([("answered", ""), ("refused", ""), ("blocked", "input"), ("blocked", "no-text"), ("blocked", "no-text"),
                   ("blocked", "no-text"), ("blocked", "midstream"), ("error", ""), ("error", "")])
try:
    asked = "Which control?" in open(f"{dir}/blocked/blocked-1.yaml").read()
except FileNotFoundError:
    asked = False
good = found == expected and asked
print(f"{'ok  ' if good else 'FAIL'} sessions of Codex: {found}" + ("" if good else f", expected {expected}, asked {asked}"))
sys.exit(not good)
PY
