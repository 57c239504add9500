import Foundation
import Trials

/// What is on disk, counted as it gets there, and told to the observer: never twice at the same time, and at most
/// ten times a second. Safe to share: everything stands under the lock.
final class Scoreboard: @unchecked Sendable {
    private let lock = NSLock()
    private var progress: RunProgress
    private let began: Double
    private var lastTold = -Double.infinity
    /// Finishing times of the last minute, in steps of a second.
    private var recent: [(second: Int, count: Int)] = []
    private let observe: @Sendable (RunEvent) -> Void

    init(_ progress: RunProgress, began: Double, observe: @escaping @Sendable (RunEvent) -> Void) {
        self.progress = progress
        self.began = began
        self.observe = observe
    }

    /// These trials are on disk.
    func stored(_ finished: [(key: TrialKey, verdict: Verdict)], now: Double) {
        guard !finished.isEmpty else { return }
        lock.withLock {
            for (key, verdict) in finished {
                progress.done += 1
                progress.doneNow += 1
                progress.left -= 1
                progress.outcomes[verdict.outcome, default: 0] += 1
                observe(.finished(key, verdict))
            }
            let second = Int(now)
            if recent.last?.second == second {
                recent[recent.count - 1].count += finished.count
            } else {
                recent.append((second, finished.count))
                recent.removeAll { $0.second <= second - 60 }
            }
            tell(now: now, always: false)
        }
    }

    func update(now: Double, always: Bool = false, _ change: (inout RunProgress) -> Void) {
        lock.withLock {
            change(&progress)
            tell(now: now, always: always)
        }
    }

    func note(style: String, _ text: String) { lock.withLock { observe(.note(style: style, text)) } }

    func last(now: Double) -> RunProgress {
        lock.withLock {
            tell(now: now, always: true)
            return progress
        }
    }

    private func tell(now: Double, always: Bool) {
        guard always || now - lastTold >= 0.1 else { return }
        lastTold = now
        progress.elapsed = now - began
        let span = min(60, max(1, now - began))
        let count = recent.filter { Double($0.second) > now - 60 }.reduce(0) { $0 + $1.count }
        progress.rate = count > 0 ? Double(count) / span : nil
        observe(.progress(progress))
    }
}
