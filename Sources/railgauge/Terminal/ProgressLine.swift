import Formats
import Foundation
import Runs
import Trials

/// Progress on standard error: a live line on a terminal, plain lines every few seconds otherwise.
final class ProgressLine: Sendable {
    /// Seconds between two plain lines.
    private static let plainEvery: Double = 10

    private struct State {
        var lastPlain: Double?
        var drawn = false
    }

    private let quiet: Bool
    private let terminal: Bool
    private let state = Guarded(State())

    init(quiet: Bool, terminal: Bool = Console.errorIsTerminal) {
        self.quiet = quiet
        self.terminal = terminal
    }

    func show(_ event: RunEvent) {
        guard !quiet else { return }
        switch event {
        case .finished: break
        case .note(let style, let text):
            state.withLock { state in
                if state.drawn { Console.raw("\r\u{1B}[K") }
                state.drawn = false
                Console.noteLine("\(style): \(text)")
            }
        case .progress(let progress):
            state.withLock { state in
                if terminal {
                    Console.raw("\r\u{1B}[K" + Self.line(progress, width: Console.columns - 1))
                    state.drawn = true
                } else if state.lastPlain.map({ progress.elapsed - $0 >= Self.plainEvery }) ?? true {
                    Console.note(Self.line(progress, width: 400))
                    state.lastPlain = progress.elapsed
                }
            }
        }
    }

    /// Leaves the terminal on a fresh line, with the final state.
    func finish(_ progress: RunProgress) {
        guard !quiet else { return }
        state.withLock { state in
            if state.drawn { Console.raw("\r\u{1B}[K") }
            Console.note(Self.line(progress, width: 400))
            state.drawn = false
        }
    }

    static func line(_ progress: RunProgress, width: Int) -> String {
        var parts: [String] = []
        let share = progress.planned == 0 ? 0 : Double(progress.done) / Double(progress.planned)
        let filled = Int(share * 20)
        parts.append("[" + String(repeating: "#", count: filled) + String(repeating: ".", count: 20 - filled) + "]")
        parts.append("\(progress.done)/\(progress.planned)")
        if let rate = progress.rate { parts.append(String(format: "%.1f/s", rate)) }
        if let eta = progress.eta, progress.left > 0 { parts.append("ETA " + duration(eta)) }
        if let spent = progress.spentUSD { parts.append(String(format: "%.4f USD", spent)) }
        let counts = Outcome.allCases.compactMap { outcome in
            progress.outcomes[outcome].flatMap { $0 > 0 ? "\(outcome.rawValue) \($0)" : nil }
        }
        if !counts.isEmpty { parts.append(counts.joined(separator: ", ")) }
        if progress.retries > 0 { parts.append("retries \(progress.retries)") }
        if let wait = progress.waits.first {
            parts.append("waiting \(duration(wait.seconds)) (\(wait.style): \(wait.reason))")
        }
        return String(parts.joined(separator: "  ").prefix(max(20, width)))
    }

    private static func duration(_ seconds: Double) -> String {
        let total = Int(seconds.rounded(.up))
        if total < 60 { return "\(total) s" }
        if total < 3600 { return "\(total / 60) min" }
        return "\(total / 3600) h \(total / 60 % 60) min"
    }
}
