import Foundation

/// Stretches of a run in which relaxed access was not in force: blocks in a promised-off safeguard come as if the promise
/// had not been made.
///
/// Over the style's trials, in the order of time, of prompts that the reference blocked. Page's sum (1954, Biometrika
/// 41:100) with one ratio a trial: ln(lapsed / background) where it was blocked, ln((1 - lapsed) / (1 - background)) where
/// not; a lapse when the sum reaches ln(trials / false-lapse rate). Restarted at each trial the ratio is a test martingale
/// while trials are blocked with at most the `background` rate, so that by Ville's inequality and the union over starts a
/// run without a lapse shows one with at most the false-lapse rate; with prompts of unequal rates in random order too
/// (sampling without replacement spreads less: Hoeffding 1963, J Am Stat Assoc 58:13, theorem 4). `lapsed` is one half,
/// whatever the reference's rate: then a lapse to any rate above .27 is found, given time, and one to 1 within six trials of 100.
///
///     LapseScan([false, false] + Array(repeating: true, count: 8)).lapses    // [2..<10]
package struct LapseScan: Equatable, Sendable {
    /// Places of trials, each from the first block of a lapse to its last.
    package let lapses: [Range<Int>]

    /// - Parameters:
    ///   - blocked: in the order of time.
    ///   - falseLapse: the share of runs without a lapse that may show one.
    ///   - background: the most that trials are blocked while access holds.
    package init(_ blocked: [Bool], falseLapse: Double = 0.01, background: Double = 0.1, lapsed: Double = 0.5) {
        precondition(falseLapse > 0 && falseLapse < 1 && background > 0 && background < lapsed && lapsed < 1)
        let threshold = log(Double(max(1, blocked.count)) / falseLapse)
        let (block, pass) = (log(lapsed / background), log((1 - lapsed) / (1 - background)))
        var found: [Range<Int>] = []
        // Towards a lapse, or within one towards its end; `start`: where the sum last left 0.
        var (sum, start, open) = (0.0, 0, Int?.none)
        for (place, hit) in blocked.enumerated() {
            let step = (hit ? block : pass) * (open == nil ? 1 : -1)
            if sum == 0 { start = place }
            sum = max(0, sum + step)
            guard sum >= threshold else { continue }
            sum = 0
            if let begun = open {
                found.append(begun..<start)
                open = nil
            } else {
                open = start
            }
        }
        if let begun = open, let last = blocked.lastIndex(of: true) { found.append(begun..<last + 1) }
        lapses = found
    }
}
