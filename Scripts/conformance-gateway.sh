#!/usr/bin/env bash
# Does a block survive a gateway, and as what? The simulator plays blocks, the LiteLLM proxy passes them on, and one study reads both ways.
# Another gateway: point it at the simulator's address (`railgauge simulate Tests/Conformance/gateway/scenario.yaml`) and ask both in a study.
set -euo pipefail
cd "$(dirname "$0")/.."
binary=${RAILGAUGE:-$(swift build --show-bin-path)/railgauge}
venv=.venv-conformance
[ -x $venv/bin/litellm ] || { echo "skipped: the LiteLLM proxy is not in $venv (Scripts/conformance-litellm.sh installs it)"; exit 0; }
dir=$(mktemp -d)
proxy= simulator=
trap 'kill $proxy $simulator 2>/dev/null; rm -rf "$dir"' EXIT
"$binary" simulate Tests/Conformance/gateway/scenario.yaml >"$dir/address" 2>"$dir/simulator.log" & simulator=$!
for _ in $(seq 100); do [ -s "$dir/address" ] && break; sleep 0.2; done
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
export CONFORMANCE_KEY=sk-conformance-$RANDOM$RANDOM
python3 Tests/Conformance/gateway/make.py "$(head -n 1 "$dir/address")" "http://127.0.0.1:$port" "$dir"
LITELLM_MASTER_KEY=$CONFORMANCE_KEY LITELLM_LOCAL_MODEL_COST_MAP=True NO_PROXY='*' $venv/bin/litellm --config "$dir/proxy.yaml" --host 127.0.0.1 \
    --port "$port" >"$dir/proxy.log" 2>&1 & proxy=$!
for _ in $(seq 120); do
    python3 -c "import urllib.request as u; u.urlopen('http://127.0.0.1:$port/health/liveliness', timeout=2)" 2>/dev/null && break
    kill -0 "$proxy" 2>/dev/null || { tail -n 20 "$dir/proxy.log" >&2; echo "the proxy did not start" >&2; exit 1; }
    sleep 1
done
# Blocks that a gateway turns into errors close styles, so the run may end with a code other than 0.
"$binary" run "$dir/study.yaml" --results "$dir/results" --new >"$dir/out" 2>"$dir/err" || true
folder=$(tail -n 1 "$dir/out")
[ -f "$folder/trials.jsonl" ] || { cat "$dir/err" >&2; exit 1; }
python3 Tests/Conformance/gateway/table.py "$folder/trials.jsonl"
