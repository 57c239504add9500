/// Looks at the room that is left beside a store. Requests that follow each other faster than the window share one look: what
/// is on its way by then is far less than `RunRules.leastFree`.
struct DiskWatch {
    /// Seconds that a look is good for.
    static let window = 0.02

    private var nextLook = -Double.infinity

    /// Bytes that are free, where they are fewer than that. What was too few is looked at anew.
    mutating func free(in store: RunStore, below least: UInt64, now: Double) -> UInt64? {
        guard now >= nextLook, least > 0 else { return nil }
        let free = store.free(below: least)
        if free == nil { nextLook = now + Self.window }
        return free
    }
}
