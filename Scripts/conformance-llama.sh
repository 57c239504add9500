#!/usr/bin/env bash
# Studies against servers that we did not write, with a model of random weights that the test writes itself: llama.cpp's own server, and the
# one of its Python package. Both come from the package's sources on PyPI, compiled once (a few minutes) and kept in a virtual environment.
set -euo pipefail
cd "$(dirname "$0")/.."
binary=${RAILGAUGE:-$(swift build --show-bin-path)/railgauge}
package=llama-cpp-python==0.3.36
here=Tests/Conformance/llama
venv=.venv-conformance-llama
bin=$PWD/$venv/llama/bin
if [ ! -e $venv/.ready ]; then
    rm -rf $venv
    echo "installing $package into $venv, and compiling llama.cpp"
    python3 -m venv $venv
    if ! { $venv/bin/pip install --quiet cmake ninja &&
        $venv/bin/pip download --quiet --no-deps --no-binary llama-cpp-python --dest $venv/download $package; }; then
        rm -rf $venv
        echo "skipped: $package could not be had from PyPI"
        exit 0
    fi
    mkdir $venv/source && tar -xzf $venv/download/*.tar.gz --strip-components 1 -C $venv/source
    # The libraries are shared by both servers, so that they are compiled once; the model is tiny, so nothing needs to be optimised.
    PATH=$PWD/$venv/bin:$PATH
    { cmake -G Ninja -S $venv/source/vendor/llama.cpp -B $venv/llama -DCMAKE_BUILD_TYPE=Release \
        -DCMAKE_C_FLAGS_RELEASE=-O0 -DCMAKE_CXX_FLAGS_RELEASE=-O0 -DBUILD_SHARED_LIBS=ON -DGGML_NATIVE=OFF -DGGML_OPENMP=OFF \
        -DLLAMA_OPENSSL=OFF -DLLAMA_USE_PREBUILT_UI=OFF -DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_EXAMPLES=OFF -DLLAMA_BUILD_APP=OFF &&
        nice cmake --build $venv/llama --target llama-server &&
        CMAKE_ARGS="-DLLAMA_BUILD=OFF -DLLAVA_BUILD=OFF" $venv/bin/pip install "$PWD/$venv/source[server]"; } >$venv/build.log 2>&1 ||
        { tail -n 20 $venv/build.log >&2; echo "llama.cpp did not build; the whole log is $venv/build.log" >&2; exit 1; }
    rm -rf $venv/source $venv/download
    touch $venv/.ready
fi
dir=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$dir"' EXIT
export CONFORMANCE_KEY=sk-conformance-$RANDOM$RANDOM WRONG_KEY=sk-wrong-$RANDOM$RANDOM NO_PROXY='*' LD_LIBRARY_PATH=$bin LLAMA_CPP_LIB_PATH=$bin
export RAILGAUGE_STATE=$dir/state
python3 $here/write_model.py "$dir/model.gguf"
python3 -c "print('A line that stands above every prompt, so that none fits. ' * 150)" >"$dir/long.txt"

# start NAME COMMAND...: the command is given a free port and must list its models within a minute.
start() {
    local name=$1
    shift
    [ -z "$server" ] || { kill "$server" 2>/dev/null; wait "$server" || true; }
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    "$@" --host 127.0.0.1 --port "$port" >"$dir/$name.log" 2>&1 & server=$!
    for _ in $(seq 60); do
        python3 - "$port" <<'PY' 2>/dev/null && return
import os, sys, urllib.request
key = {"Authorization": "Bearer " + os.environ["CONFORMANCE_KEY"]}
urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{sys.argv[1]}/v1/models", headers=key), timeout=2)
PY
        kill -0 "$server" 2>/dev/null || break
        sleep 1
    done
    tail -n 20 "$dir/$name.log" >&2
    echo "the server '$name' did not start" >&2
    exit 1
}

# study KIND CODE FILE...: runs the study that the files make together, and holds it against its bytes.
study() {
    local kind=$1 wanted=$2 code=0 folder
    shift 2
    cat "$@" | sed "s|@BASE@|http://127.0.0.1:$port|; s|@LONG@|$dir/long.txt|; s|@SUITE@|$PWD/$here/suite.yaml|" >"$dir/$kind.yaml"
    "$binary" run "$dir/$kind.yaml" --results "$dir/results" --new >"$dir/out" 2>"$dir/err" || code=$?
    folder=$(tail -n 1 "$dir/out")
    [ -f "$folder/trials.jsonl" ] || { cat "$dir/err" >&2; exit 1; }
    # 3: too-long is never measured, so coverage is below the floor. 4: the credential is refused.
    [ "$code" = "$wanted" ] || { tail -n 5 "$dir/err" >&2; echo "FAIL $kind: exit code $code, expected $wanted"; failed=1; }
    python3 $here/check_wire.py "$kind" "$folder" "$CONFORMANCE_KEY" "$WRONG_KEY" || failed=1
}

failed=0
original=("$bin/llama-server" --model "$dir/model.gguf" --alias random-weights --api-key "$CONFORMANCE_KEY" --ctx-size 8192 --parallel 2
    --threads 1 --threads-batch 1 --offline)
python=("$venv/bin/python" -m llama_cpp.server --model "$dir/model.gguf" --model_alias random-weights --api_key "$CONFORMANCE_KEY"
    --n_ctx 4096 --n_threads 1 --n_threads_batch 1)
start original "${original[@]}"
study original 3 $here/study.yaml $here/original.yaml
study keys 4 $here/keys.yaml
start python "${python[@]}" --interrupt_requests false
study python 3 $here/study.yaml
study keys 4 $here/keys.yaml
start interrupting "${python[@]}"
study interrupting 3 $here/interrupting.yaml
[ $failed = 0 ] && echo "llama.cpp: all checks passed"
exit $failed
