#!/bin/sh
# Remakes the weights of the text classifier: Training/train.sh GOLD.jsonl...
# Needs swiftc and Python 3.11; builds its own environment under .venv-train. Same gold, same bytes.
set -eu
[ $# -gt 0 ] || { echo "usage: Training/train.sh GOLD.jsonl..." >&2; exit 64; }
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
venv="$root/.venv-train"
if [ ! -x "$venv/bin/python" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --requirement "$here/requirements.txt"
fi
text="$root/Sources/Classifier/Text"
tool="$venv/features"
# The weights themselves are no input of the features, so the files that read them stay out.
find "$text" -name '*.swift' ! -name 'TextClassifier*.swift' ! -name 'TextModel.swift' ! -name 'TextWeighing.swift' ! -name 'TextForest.swift' ! -name 'TextVerdict.swift' ! -name 'TextEvidence*.swift' |
    sort | xargs swiftc -O -package-name railgauge -swift-version 6 -o "$tool" "$here/Features/main.swift"
# One thread: sums in a fixed order give the same bytes.
OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONHASHSEED=0 "$venv/bin/python" "$here/train.py" \
    "$tool" "$root/Sources/CTextModel/CTextModel.c" "$here/cross-validation.json" "$@"
