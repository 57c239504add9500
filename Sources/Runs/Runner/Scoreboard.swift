import Formats
import Trials

/// What is on disk, counted as it gets there, and told to the observer in order: never twice at the same time, and at
/// most ten times a second.
///
/// The observer may write to a terminal that takes its time. Whoever brings news leaves it under the lock and goes; one
/// of them tells it outside the lock, and nobody waits for that but the last reader.
final class Scoreboard: Sendable {
    private struct State {
        var progress: RunProgress
        var lastTold = -Double.infinity
        /// Finishing times of the last minute, in steps of a second.
        var recent: [(second: Int, count: Int)] = []
        var news: [RunEvent] = []
        var isTelling = false
    }

    private let state: Guarded<State>
    private let began: Double
    private let observe: @Sendable (RunEvent) -> Void

    init(_ progress: RunProgress, began: Double, observe: @escaping @Sendable (RunEvent) -> Void) {
        state = Guarded(State(progress: progress))
        self.began = began
        self.observe = observe
    }

    /// These trials are on disk.
    func stored(_ finished: [RunEvent.Finished], now: Double) {
        guard !finished.isEmpty else { return }
        change { state in
            for trial in finished {
                state.progress.done += 1
                state.progress.doneNow += 1
                state.progress.left -= 1
                state.progress.outcomes[trial.verdict.outcome, default: 0] += 1
                state.news.append(.finished(trial))
            }
            let second = Int(now)
            if state.recent.last?.second == second {
                state.recent[state.recent.count - 1].count += finished.count
            } else {
                state.recent.append((second, finished.count))
                state.recent.removeAll { $0.second <= second - 60 }
            }
            report(&state, now: now, always: false)
        }
    }

    func update(now: Double, always: Bool = false, _ body: (inout RunProgress) -> Void) {
        change { state in
            body(&state.progress)
            report(&state, now: now, always: always)
        }
    }

    func note(style: String, _ text: String) { change { $0.news.append(.note(style: style, text)) } }

    /// The last word: told before it returns.
    func last(now: Double) -> RunProgress {
        change { report(&$0, now: now, always: true) }
        return state.withLock(\.progress)
    }

    private func report(_ state: inout State, now: Double, always: Bool) {
        guard always || now - state.lastTold >= 0.1 else { return }
        state.lastTold = now
        state.progress.elapsed = now - began
        let span = min(60, max(1, now - began))
        let count = state.recent.filter { Double($0.second) > now - 60 }.reduce(0) { $0 + $1.count }
        state.progress.rate = count > 0 ? Double(count) / span : nil
        state.news.append(.progress(state.progress))
    }

    private func change(_ body: (inout State) -> Void) {
        let mayTell = state.withLock { state in
            body(&state)
            guard !state.news.isEmpty, !state.isTelling else { return false }
            state.isTelling = true
            return true
        }
        guard mayTell else { return }
        while true {
            let news = state.withLock { state in
                defer { state.news = [] }
                if state.news.isEmpty { state.isTelling = false }
                return state.news
            }
            if news.isEmpty { return }
            for event in news { observe(event) }
        }
    }
}
