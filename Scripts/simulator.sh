# Sourced: `simulate_in DIR SCENARIO` starts `$binary simulate` with its words in DIR/out and DIR/err, sets `simulator` to its process
# and waits for its address, the first line of DIR/out. The caller ends it.
simulate_in() {
    "$binary" simulate "$2" >"$1/out" 2>"$1/err" & simulator=$!
    for _ in $(seq 100); do
        [ -s "$1/out" ] && return
        kill -0 "$simulator" 2>/dev/null || { cat "$1/err" >&2; echo "the simulator did not start" >&2; exit 1; }
        sleep 0.1
    done
}
