import ArgumentParser

/// Flags that would do nothing beside others. Whoever gives one meant something by it, so that it is bad usage (64) and is told
/// before anything is read or sent.
///
/// ```swift
/// try InertFlags.refuse([("--yes", yes && !live)], "without --live: nothing is sent")
/// // --yes has no effect without --live: nothing is sent
/// ```
enum InertFlags {
    /// - Parameters:
    ///   - flags: each with whether it is given where it does nothing.
    ///   - why: what makes it so.
    /// - Throws: `ValidationError` naming all of them.
    static func refuse(_ flags: [(name: String, isInert: Bool)], _ why: String) throws {
        let inert = flags.filter(\.isInert).map(\.name)
        guard let last = inert.last else { return }
        let names = inert.count == 1 ? last : inert.dropLast().joined(separator: ", ") + " and " + last
        throw ValidationError("\(names) \(inert.count == 1 ? "has" : "have") no effect \(why)")
    }
}
