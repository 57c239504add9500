#!/usr/bin/env bash
# The official Python clients of Anthropic, OpenAI, Google, AWS, Mistral and Cohere read every transcript of Tests/Fixtures and, over loopback,
# every outcome that the simulator plays; their types take what is sent for scripted sessions (docs/methods/conformance.md).
# CLIENTS="anthropic bedrock" takes a part.
set -euo pipefail
cd "$(dirname "$0")/.."
binary=${RAILGAUGE:-$(swift build --show-bin-path)/railgauge}
folder=Tests/Conformance/clients
venv=.venv-conformance-sdks
if ! cmp -s $folder/requirements.txt $venv/requirements.txt; then
    echo "installing the vendors' clients into $venv"
    rm -rf $venv
    python3 -m venv $venv
    if ! $venv/bin/pip install --quiet --requirement $folder/requirements.txt; then
        rm -rf $venv
        echo "skipped: the vendors' clients could not be installed from PyPI"
        exit 0
    fi
    cp $folder/requirements.txt $venv/
fi
dir=$(mktemp -d)
simulator=
trap '[ -z "$simulator" ] || kill "$simulator" 2>/dev/null; rm -rf "$dir"' EXIT
. Scripts/simulator.sh
simulate_in "$dir" $folder/scenario.yaml
# No proxy of this machine, and no credential of its user.
export NO_PROXY='*' PYTHONDONTWRITEBYTECODE=1 AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null
unset OPENAI_API_KEY OPENAI_ORG_ID OPENAI_PROJECT_ID OPENAI_BASE_URL ANTHROPIC_API_KEY ANTHROPIC_AUTH_TOKEN ANTHROPIC_BASE_URL \
    GOOGLE_API_KEY GEMINI_API_KEY GOOGLE_APPLICATION_CREDENTIALS MISTRAL_API_KEY AZURE_OPENAI_API_KEY AWS_PROFILE
failed=0
# shellcheck disable=SC2086
$venv/bin/python $folder/run_fixtures.py >"$dir/fixtures" || failed=1
# Lines that passed are many; those of a failure, and the counts, are what is read.
grep -v '^ok' "$dir/fixtures" || true
# shellcheck disable=SC2086
$venv/bin/python $folder/run_clients.py "$(head -n 1 "$dir/out")" ${CLIENTS:-} || failed=1
# What is sent for the sessions of `trajectories`, and whether the clients would have sent it.
if "$binary" run $folder/scripts.yaml --results "$dir/results" --record "$dir/tapes" --quiet >"$dir/scripts" 2>&1; then
    $venv/bin/python $folder/sent_scripts.py "$dir/tapes" || failed=1
else
    cat "$dir/scripts" >&2
    failed=1
fi
# What they log, read by `ingest`; every prompt quotes an error that is none.
"$binary" simulate $folder/logs.yaml >"$dir/log-out" 2>/dev/null & logs=$!
trap '[ -z "$simulator" ] || kill "$simulator" "$logs" 2>/dev/null; rm -rf "$dir"' EXIT
for _ in $(seq 100); do [ -s "$dir/log-out" ] && break; sleep 0.1; done
expected=$(OPENAI_LOG=debug ANTHROPIC_LOG=debug $venv/bin/python $folder/write_logs.py "$(head -n 1 "$dir/log-out")" sim-public 2>"$dir/stderr.log")
"$binary" ingest "$dir/stderr.log" --format json >"$dir/ingest.json"
python3 - "$dir/ingest.json" "$expected" <<'PY' || failed=1
import json, sys
found, expected = json.load(open(sys.argv[1]))["all"], json.loads(sys.argv[2])
found = {key: found[key] for key in expected}
print(f"{'ok  ' if found == expected else 'FAIL'} debug logs of the clients: {found}" + ("" if found == expected else f", expected {expected}"))
sys.exit(found != expected)
PY
exit $failed
