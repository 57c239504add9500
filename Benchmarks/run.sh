#!/usr/bin/env bash
# Whole-process cost of a finished trial (HTTP to a static nginx on loopback, parse, classify, commit to SQLite, report)
# beside wrk on the same nginx and a bare asyncio loop with aiohttp and json, all in one run. Prints a Markdown table.
#   Benchmarks/run.sh [rounds]       default 3; the medians are printed, the ratio is the median of the rounds' ratios
#   BEFORE=BINARY Benchmarks/run.sh [rounds]
#                                    against an earlier railgauge instead: the whole and its parts, both in turn in every round
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-3}
Scripts/setup.sh "/usr/sbin/nginx:nginx" "/usr/lib/nginx/modules/ngx_http_echo_module.so:libnginx-mod-http-echo" \
    "/usr/bin/wrk:wrk" "/usr/bin/time:time" "/usr/bin/openssl:openssl"
binary=${RAILGAUGE:-$(swift build -c release --show-bin-path)/railgauge}
[ -n "${BEFORE:-}" ] || [ -x .venv-bench/bin/python ] || { python3 -m venv .venv-bench && .venv-bench/bin/pip install --quiet aiohttp; }

dir=$(mktemp -d)
chmod 755 "$dir" # the worker may run as another user
trap 'kill "$nginx" 2>/dev/null; rm -rf "$dir"' EXIT
ports=($(python3 - <<'PY'
import socket
held = [socket.socket() for _ in range(3)]
for s in held: s.bind(("127.0.0.1", 0))
print(*(s.getsockname()[1] for s in held))
PY
))
python3 Benchmarks/prepare.py "$dir" "${ports[@]}"
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$dir/server.key" -out "$dir/server.pem" -days 2 -subj /CN=localhost \
    -addext "subjectAltName=DNS:localhost" 2>/dev/null
cp "$dir/server.pem" "$dir/ca.pem"
ulimit -n "$(ulimit -Hn)"
/usr/sbin/nginx -c "$dir/nginx.conf" -p "$dir" & nginx=$!
for _ in $(seq 50); do python3 -c "import socket; socket.create_connection(('127.0.0.1', ${ports[0]}))" 2>/dev/null && break; sleep 0.1; done

# name -> "cpu_ms_per_trial peak_MiB" of one whole process
trial() {
    local name=$1 out
    out=$( { /usr/bin/time -f '%U %S %M' "$binary" run "$dir/$name.yaml" --results "$dir/results" --new --quiet; } 2>&1 ) \
        || { echo "$out" >&2; exit 1; }
    local folder; folder=$(ls -d "$dir"/results/*-"$name" | tail -n 1)
    local count; count=$(($(wc -l <"$folder/trials.csv") - 1))
    rm -rf "$folder"
    echo "$out" | tail -n 1 | awk -v n="$count" '{printf "%.4f %.1f\n", ($1 + $2) * 1000 / n, $3 / 1024}'
}
median() { sort -g | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

if [ -n "${BEFORE:-}" ]; then
    source Benchmarks/before.sh
    exit
fi

url="http://127.0.0.1:${ports[0]}/fast/v1/chat/completions"
fast=() bare=() ratios=() few=() many=()
trial events20 >/dev/null # files and caches are warm for both sides
for _ in $(seq "$rounds"); do
    fast+=("$(trial fast | cut -d' ' -f1)")
    bare+=("$(.venv-bench/bin/python Benchmarks/bare_loop.py "$url" 20000 64)")
    # Side by side in time, so that what else the machine does weighs on both.
    ratios+=("$(awk -v f="${fast[-1]}" -v b="${bare[-1]}" 'BEGIN {print f / b}')")
    few+=("$(trial events20 | cut -d' ' -f1)")
    many+=("$(trial events220 | cut -d' ' -f1)")
done
printf 'wrk.method="POST"\nwrk.body=string.rep("x",700)\nwrk.headers["Content-Type"]="application/json"\n' >"$dir/post.lua"
wrk_cpu=$( { /usr/bin/time -f '%U %S' wrk -t1 -c64 -d5s -s "$dir/post.lua" "$url"; } 2>&1 | awk '
    / requests in / {n = $1} /^[0-9.]+ [0-9.]+$/ {cpu = $1 + $2} END {printf "%.4f", cpu * 1000 / n}')
f=$(printf '%s\n' "${fast[@]}" | median); b=$(printf '%s\n' "${bare[@]}" | median)
r=$(printf '%s\n' "${ratios[@]}" | median); e20=$(printf '%s\n' "${few[@]}" | median); e220=$(printf '%s\n' "${many[@]}" | median)

echo "| whole process | CPU ms per request | against the bare loop |"
echo "| --- | ---: | ---: |"
awk -v f="$f" -v b="$b" -v r="$r" -v w="$wrk_cpu" 'BEGIN {
    printf "| railgauge: send, read, classify, commit, report | %.3f | %.2f |\n", f, r
    printf "| aiohttp + json, nothing stored | %.3f | 1.00 |\n", b
    printf "| wrk, nothing read | %.3f | %.2f |\n", w, w / b }'
echo
printf 'Ratios of the rounds: %s\n' "${ratios[*]}"
awk -v a="$e20" -v b="$e220" 'BEGIN {printf "Streaming: %.1f microseconds of CPU per event (220 events against 20: %.3f and %.3f ms per trial)\n", (b - a) * 1000 / 200, b, a}'
echo
echo "| 1,000 trials in flight, replies after 2 s | peak MiB resident |"
echo "| --- | ---: |"
for case in slow-h1:plain slow-tls1:"TLS, HTTP/1.1" slow-h2:"TLS, HTTP/2"; do
    echo "| ${case#*:} | $(trial "${case%%:*}" | cut -d' ' -f2) |"
done
