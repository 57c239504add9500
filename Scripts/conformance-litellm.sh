#!/usr/bin/env bash
# A study against a server that we did not write: the LiteLLM proxy from PyPI with mocked replies, over loopback.
set -euo pipefail
cd "$(dirname "$0")/.."
binary=${RAILGAUGE:-$(swift build --show-bin-path)/railgauge}
venv=.venv-conformance
if [ ! -x $venv/bin/litellm ]; then
    echo "installing the LiteLLM proxy into $venv"
    python3 -m venv $venv
    if ! $venv/bin/pip install --quiet 'litellm[proxy]'; then
        rm -rf $venv
        echo "skipped: the LiteLLM proxy could not be installed from PyPI"
        exit 0
    fi
fi
dir=$(mktemp -d)
proxy=
trap '[ -z "$proxy" ] || kill "$proxy" 2>/dev/null; rm -rf "$dir"' EXIT
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
export CONFORMANCE_KEY=sk-conformance-$RANDOM$RANDOM
BRIDGE_BASE=http://127.0.0.1:$port/v1 LITELLM_MASTER_KEY=$CONFORMANCE_KEY LITELLM_LOCAL_MODEL_COST_MAP=True NO_PROXY='*' $venv/bin/litellm --config Tests/Conformance/litellm/proxy.yaml --host 127.0.0.1 \
    --port "$port" >"$dir/proxy.log" 2>&1 & proxy=$!
for _ in $(seq 120); do
    python3 -c "import urllib.request as u; u.urlopen('http://127.0.0.1:$port/health/liveliness', timeout=2)" 2>/dev/null && break
    kill -0 "$proxy" 2>/dev/null || { tail -n 20 "$dir/proxy.log" >&2; echo "the proxy did not start" >&2; exit 1; }
    sleep 1
done
sed "s/@PORT@/$port/" Tests/Conformance/litellm/study.yaml >"$dir/study.yaml"
# A model that the proxy does not know is part of the test, so the run ends with a code other than 0.
code=0
"$binary" run "$dir/study.yaml" --results "$dir/results" --new >"$dir/out" 2>"$dir/err" || code=$?
folder=$(tail -n 1 "$dir/out")
[ -f "$folder/trials.jsonl" ] || { cat "$dir/err" >&2; exit 1; }
python3 Tests/Conformance/litellm/check_outcomes.py "$folder/trials.jsonl"
echo "exit code of the run: $code"

# The other way: what LiteLLM logs of the simulator.
"$binary" simulate Tests/Conformance/codex/scenario.yaml >"$dir/sim" 2>/dev/null & simulator=$!
trap 'kill "$proxy" "$simulator" 2>/dev/null; rm -rf "$dir"' EXIT
for _ in $(seq 100); do [ -s "$dir/sim" ] && break; sleep 0.1; done
LITELLM_LOCAL_MODEL_COST_MAP=True NO_PROXY='*' $venv/bin/python Tests/Conformance/litellm/write_logs.py "$(head -n 1 "$dir/sim")" "$dir/spend.jsonl" >/dev/null 2>&1
"$binary" ingest "$dir/spend.jsonl" --rows "$dir/rows.jsonl" --to-study 1 --output "$dir/blocked" >/dev/null 2>&1
python3 - "$dir" <<'PY'
import collections, json, sys
dir = sys.argv[1]
found = dict(collections.Counter(row["outcome"] for row in map(json.loads, open(f"{dir}/rows.jsonl"))))
expected = {"answered": 2, "refused": 2, "blocked": 8, "error": 4}
good = found == expected and "Which control?" in open(f"{dir}/blocked/blocked-1.yaml").read()
print(f"{'ok  ' if good else 'FAIL'} logs of LiteLLM: {found}" + ("" if good else f", expected {expected}"))
sys.exit(not good)
PY
