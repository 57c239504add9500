#!/usr/bin/env bash
# What others' software says of ours: the vendors' clients read the simulator and the transcripts, and a study runs against the LiteLLM
# proxy. Whatever cannot be installed is skipped with a word; a check that failed never is.
set -uo pipefail
cd "$(dirname "$0")/.."
failed=0
Scripts/conformance-clients.sh || failed=1
Scripts/conformance-node.sh || failed=1
Scripts/conformance-codex.sh || failed=1
Scripts/conformance-litellm.sh || failed=1
Scripts/conformance-gateway.sh || failed=1
Scripts/conformance-inspect.sh || failed=1
exit $failed
