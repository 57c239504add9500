#!/usr/bin/env bash
# Fuzzes the parsers and readers with libFuzzer (docs/methods/fuzzing.md). First it proves that it can find anything: three crashes are
# planted, and each must be found within a minute. Then each target runs until FUZZ_RUNS executions or FUZZ_SECONDS, whichever comes first.
#   Scripts/fuzz.sh [TARGET…]     all targets where none is named
set -uo pipefail
cd "$(dirname "$0")/.."
seconds=${FUZZ_SECONDS:-1200}
runs=${FUZZ_RUNS:-10000000}
jobs=${FUZZ_JOBS:-$(nproc)}
plant_seconds=${FUZZ_PLANT_SECONDS:-60}
scratch=${FUZZ_SCRATCH:-.build-fuzz}

Scripts/setup.sh || exit 1
echo "building the fuzzers (optimised, with AddressSanitizer)"
build=(swift build -c release --product fuzz --package-path Fuzz --scratch-path "$scratch")
mkdir -p Fuzz/logs Fuzz/findings
if ! "${build[@]}" >Fuzz/logs/build.log 2>&1; then
    tail -n 30 Fuzz/logs/build.log >&2
    echo "fuzz: the fuzzers do not build" >&2
    exit 1
fi
# A copy, so that a build during a long round does not replace what runs.
program=$PWD/Fuzz/logs/fuzz
cp -f "$("${build[@]}" --show-bin-path)/fuzz" "$program.new" && mv -f "$program.new" "$program" || exit 1

# Recorded replies are the seeds; every word that the readers and rules compare with is in the dictionary.
seeds=$PWD/Fuzz/corpus/seeds
rm -rf "$seeds"
"$program" seeds Tests/Fixtures "$seeds" || exit 1
words=$PWD/Fuzz/corpus/words.dict
grep -rhoE '"[A-Za-z_#][A-Za-z0-9_.:/ #-]{1,40}"' Sources/Dialects/Reading Sources/Classifier/Wire | sort -u >"$words"

# Swift's own backtraces would take the signal before the fuzzer can write the input down. The quarantine of freed memory is small, so that
# resident memory means something.
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=quarantine_size_mb=16:malloc_context_size=0:detect_leaks=0
options=(-max_len=8192 -timeout=25 -rss_limit_mb=1024 -malloc_limit_mb=64 -dict="$words" -print_final_stats=1 -detect_leaks=0)

planted() { # target
    local log=Fuzz/logs/planted-$1.log corpus
    corpus=$(mktemp -d)
    # No seed may have it: it must be found, not met.
    if ! FUZZ_PLANT=1 "$program" "$1" "${options[@]}" -runs=0 "$seeds/$1" >"$log" 2>&1; then
        echo "fuzz: a seed of $1 meets the planted crash already; see $log" >&2
        return 1
    fi
    FUZZ_PLANT=1 "$program" "$1" "${options[@]}" -max_total_time="$plant_seconds" -artifact_prefix="$corpus/" \
        "$corpus" "$seeds/$1" >"$log" 2>&1
    rm -rf "$corpus"
    if ! grep -q 'planted crash' "$log"; then
        echo "fuzz: the crash planted in $1 was not found within $plant_seconds s; see $log" >&2
        return 1
    fi
    echo "planted crash in $1: found after $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") executions"
}

round() { # target; one line of the table to stdout, 1 where something was found
    local log=Fuzz/logs/$1.log corpus=Fuzz/corpus/$1 started=$SECONDS status
    mkdir -p "$corpus"
    # On a busy machine the time of the processor says more than that of the clock.
    local TIMEFORMAT=%U
    {
        time "$program" "$1" "${options[@]}" -runs="$runs" -max_total_time="$seconds" \
            -artifact_prefix="Fuzz/findings/$1-" "$corpus" "$seeds/$1" >"$log" 2>&1
        status=$?
    } 2>"$log.cpu"
    local executions peak coverage result=clean
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    peak=$(sed -n 's/^stat::peak_rss_mb: *//p' "$log")
    # Edges reached by the seeds (and what an earlier round kept), and at the end.
    coverage=$(grep -oE 'INITED cov: [0-9]+' "$log" | grep -oE '[0-9]+' | head -n 1)
    coverage="${coverage:-?} -> $(grep -oE ' cov: [0-9]+' "$log" | grep -oE '[0-9]+' | tail -n 1)"
    [ "$status" = 0 ] || result="FOUND, see $log"
    printf '| %s | %s | %s | %s | %s | %s MB | %s |\n' "$1" "${executions:-?}" "$((SECONDS - started)) s" \
        "$(cut -d. -f1 "$log.cpu") s" "$coverage" "${peak:-?}" "$result"
    [ "$status" = 0 ] && return 0
    {
        grep -m 1 -E 'Fatal error|ERROR: (AddressSanitizer|libFuzzer)' "$log"
        sed -n "s|.*Test unit written to \(.*\)|  again: SWIFT_BACKTRACE=enable=no ${program#"$PWD"/} $1 \1|p" "$log"
    } >&2
    return 1
}

export -f planted round
export program seeds words seconds runs plant_seconds
pool() { # function, targets…: as many at once as there are jobs
    local work=$1
    shift
    # Arrays are not exported; the options travel as a text.
    printf '%s\n' "$@" | OPTIONS="${options[*]}" xargs -P "$jobs" -I{} bash -c "options=(\$OPTIONS); $work {}"
}

pool planted event-framer frame-reader anthropic || exit 1
mapfile -t targets < <([ $# -gt 0 ] && printf '%s\n' "$@" || "$program" targets)
echo
echo "| target | executions | time | CPU | edges: start -> end | peak RSS | result |"
echo "| --- | ---: | ---: | ---: | ---: | ---: | --- |"
pool round "${targets[@]}" || {
    echo "fuzz: inputs that break something are kept under Fuzz/findings" >&2
    exit 1
}
