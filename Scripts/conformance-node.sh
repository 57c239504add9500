#!/usr/bin/env bash
# What the official clients for JavaScript log of the simulator is read by `ingest`: requests, blocks and errors as they were, and
# nothing of what every prompt quotes (docs/methods/conformance.md). The clients come from npm; NODE_CLIENTS names a folder
# that holds them already (openai, @anthropic-ai/sdk).
set -euo pipefail
cd "$(dirname "$0")/.."
binary=${RAILGAUGE:-$(swift build --show-bin-path)/railgauge}
folder=Tests/Conformance/node
if ! command -v node >/dev/null; then
    echo "skipped: node is not installed"
    exit 0
fi
modules=${NODE_CLIENTS:-.node-conformance/node_modules}
if [ ! -d "$modules/openai" ] || [ ! -d "$modules/@anthropic-ai/sdk" ]; then
    echo "installing the vendors' clients into .node-conformance"
    mkdir -p .node-conformance
    cp $folder/package.json .node-conformance/
    if ! npm install --prefix .node-conformance --silent --no-audit --no-fund >/dev/null 2>&1; then
        rm -rf .node-conformance
        echo "skipped: the vendors' clients could not be installed from npm"
        exit 0
    fi
    modules=.node-conformance/node_modules
fi
modules=$(cd "$modules" && pwd)
dir=$(mktemp -d)
simulator=
trap '[ -z "$simulator" ] || kill "$simulator" 2>/dev/null; rm -rf "$dir"' EXIT
. Scripts/simulator.sh
simulate_in "$dir" Tests/Conformance/clients/logs.yaml
# No proxy of this machine, and no credential of its user.
export NO_PROXY='*' NODE_PATH=$modules
unset OPENAI_API_KEY OPENAI_ORG_ID OPENAI_PROJECT_ID OPENAI_BASE_URL ANTHROPIC_API_KEY ANTHROPIC_AUTH_TOKEN ANTHROPIC_BASE_URL
expected=$(OPENAI_LOG=debug ANTHROPIC_LOG=debug node $folder/write_logs.cjs "$(head -n 1 "$dir/out")" sim-public 2>"$dir/stderr.log")
"$binary" ingest "$dir/stderr.log" --format json >"$dir/ingest.json"
python3 - "$dir/ingest.json" "$expected" <<'PY'
import json, sys
found, expected = json.load(open(sys.argv[1])), json.loads(sys.argv[2])
counts = found["all"]
shown = {"requests": counts["requests"], "blocked": counts["blocked"], "unkept": counts["unkept"]}
ids = [row["request_id"] for row in found["obstructed"]]
good = shown == {key: expected[key] for key in shown} and all(ids) and len(set(ids)) == len(ids)
print(f"{'ok  ' if good else 'FAIL'} debug logs of the clients for JavaScript: {shown}" + ("" if good else f", expected {expected}"))
sys.exit(not good)
PY
