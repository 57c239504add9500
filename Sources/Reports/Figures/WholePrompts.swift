import Statistics
import Trials

/// Prompts under two styles counted whole, for sentences: one counts as obstructed where at least half of its repeats were.
/// The test counts every repeat; these counts only tell people what it rests on.
package struct WholePrompts: Sendable, Hashable {
    package private(set) var both = 0
    package private(set) var onlyA = 0
    package private(set) var onlyB = 0
    package private(set) var neither = 0
    /// Obstructed under b in every repeat that both styles measured, and in some of them only.
    package private(set) var alwaysB = 0
    package private(set) var sometimesB = 0
    /// Obstructed in a repeat under b and in none under a.
    package private(set) var freed = 0
    /// Obstructed in a repeat under a and in none under b.
    package private(set) var gained = 0
    /// A prompt has several repeats, so that "at least half" is a rule and no count.
    package private(set) var isRepeated = false

    package var all: Int { both + onlyA + onlyB + neither }

    /// - Parameter units: clusters without a repeat that was measured under both styles are left out.
    init(_ units: [PairedUnit]) {
        for unit in units {
            let (both, onlyA) = (unit.count(true, true), unit.count(true, false))
            let (onlyB, neither) = (unit.count(false, true), unit.count(false, false))
            let (a, b, pairs) = (both + onlyA, both + onlyB, both + onlyA + onlyB + neither)
            guard pairs > 0 else { continue }
            if pairs > 1 { isRepeated = true }
            if b == pairs { alwaysB += 1 } else if b > 0 { sometimesB += 1 }
            if b > 0, a == 0 { freed += 1 }
            if a > 0, b == 0 { gained += 1 }
            switch (2 * a >= pairs, 2 * b >= pairs) {
            case (true, true): self.both += 1
            case (true, false): self.onlyA += 1
            case (false, true): self.onlyB += 1
            case (false, false): self.neither += 1
            }
        }
    }
}
