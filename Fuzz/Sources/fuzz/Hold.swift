/// What must be true of every input. A claim that fails ends the process, which the fuzzer records as a crash.
func hold(_ claim: @autoclosure () -> Bool, _ what: @autoclosure () -> String) {
    if !claim() { fatalError("does not hold: \(what())") }
}
