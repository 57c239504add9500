# Sourced by run.sh: seconds of CPU (user and system) of 20,000 trials and of their reports, this build and an earlier one in
# turn. A run is its trials and `report --format all`, so that the trials are the whole less that; `html` less `json` is what
# report.html costs on top of the rows and figures that every report needs. An earlier build may not know it.
here=$binary

cpu() { /usr/bin/time -o "$dir/time" -f "%U %S" "$@" >"$dir/out" 2>&1 || { tail -n 3 "$dir/out" >&2; exit 1; }; }
seconds() { cpu "$@"; awk '{print $1 + $2}' "$dir/time"; }

# "whole all json html" of one binary; html is json where the binary has no such report
measured() {
    local tool=$1 folder whole all json html
    rm -rf "$dir/results" "$dir/copy"
    whole=$(seconds "$tool" run "$dir/fast.yaml" --results "$dir/results" --new --quiet)
    folder=$(ls -d "$dir"/results/2*-fast | tail -n 1)
    all=$(seconds "$tool" report "$folder" --format all --output "$dir/copy")
    json=$(seconds "$tool" report "$folder" --format json)
    html=$json
    if "$tool" report --help | grep -q html; then html=$(seconds "$tool" report "$folder" --format html); fi
    echo "$whole $all $json $html"
}

rows="$dir/rounds"
for round in $(seq "$rounds"); do
    [ "$round" -gt 1 ] || measured "$here" >/dev/null # caches are warm for both sides
    echo "$(measured "$BEFORE") $(measured "$here")" | tee -a "$rows" | awk -v r="$round" '{
        printf "round %d: %.2f s before, %.2f s now, %.2f times\n", r, $1, $5, $5 / $1}' >&2
done
python3 - "$rows" <<'PY'
import statistics, sys
rounds = [[float(word) for word in line.split()] for line in open(sys.argv[1])]
def parts(whole, every, json, html):
    page = html - json
    return whole, whole - every, every - page, page
before, now = [parts(*r[:4]) for r in rounds], [parts(*r[4:]) for r in rounds]
print("| 20,000 trials, seconds of CPU | before | now | now / before |\n| --- | ---: | ---: | ---: |")
names = ["whole process", "send, read, classify, commit", "reports but report.html", "report.html"]
for place, name in enumerate(names):
    b, n = ([side[place] for side in sides] for sides in (before, now))
    ratio = f"{statistics.median(y / x for x, y in zip(b, n)):.2f}" if min(b) > 0.01 else "-"
    print(f"| {name} | {statistics.median(b):.2f} | {statistics.median(n):.2f} | {ratio} |")
both = statistics.median((n[1] + n[2]) / b[0] for b, n in zip(before, now))
print(f"\nWithout report.html: {both:.2f}. Ratios of the rounds: " + ", ".join(f"{n[0] / b[0]:.2f}" for b, n in zip(before, now)))
PY
