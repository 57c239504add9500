import Foundation
import Subprocess
import Trials

/// A command that prints a key: bounded in time and output, and gone with the task that asked.
///
/// It runs in a session of its own, without a terminal and without standard input, so that ending it ends what it
/// started too; its complaints go to standard error as they come.
struct KeyCommand: Sendable {
    enum Refusal: Error, Hashable {
        case cannotStart
        case tooSlow
        case tooLong
        case ended(code: Int32)
        case signalled(Int32)
        case interrupted
    }

    /// A command that waits for somebody at a keyboard must not hold a nightly run for ever.
    static let longest: Duration = .seconds(60)
    /// Bytes. A key is short; who prints more prints something else.
    static let mostOutput = 16 << 10

    let words: [String]

    /// What the command printed. Waits without holding a thread.
    func output(within limit: Duration = Self.longest) async throws(Refusal) -> [UInt8] {
        let words = words
        let result = await withTaskGroup(of: Result<[UInt8], Refusal>.self) { group in
            group.addTask { await Self.run(words) }
            group.addTask {
                // Cancelled: the command has ended before.
                (try? await Task.sleep(for: limit)).map { .failure(.tooSlow) } ?? .failure(.interrupted)
            }
            // The first word counts; cancelling the group ends the command with all that it started.
            let first = await group.next() ?? .failure(.interrupted)
            group.cancelAll()
            return first
        }
        if Task.isCancelled { throw .interrupted }
        return try result.get()
    }

    private static func run(_ words: [String]) async -> Result<[UInt8], Refusal> {
        var platform = PlatformOptions()
        platform.createSession = true
        platform.teardownSequence = [
            .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: .milliseconds(500)),
            .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .milliseconds(100)),
        ]
        do {
            let ended = try await Subprocess.run(
                .name("env"), arguments: Arguments(words), platformOptions: platform, input: .none,
                output: .bytes(limit: mostOutput), error: .currentStandardError)
            await end(group: ended.processIdentifier.value)
            if Task.isCancelled { return .failure(.interrupted) }
            switch ended.terminationStatus {
            case .exited(0): return .success(ended.standardOutput)
            case .exited(let code): return .failure(.ended(code: code))
            case .signaled(let signal): return .failure(.signalled(signal))
            }
        } catch let error as SubprocessError {
            if error.code == .outputLimitExceeded { return .failure(.tooLong) }
            return .failure(Task.isCancelled ? .interrupted : .cannotStart)
        } catch {
            return .failure(.interrupted)
        }
    }
}

extension KeyCommand {
    /// What the command left in its group: it would hold our standard error open, and live on.
    private static func end(group: pid_t) async {
        guard kill(-group, SIGTERM) == 0 else { return }
        for _ in 0..<10 where kill(-group, 0) == 0 { try? await Task.sleep(for: .milliseconds(50)) }
        _ = kill(-group, SIGKILL)
    }
}

extension KeyCommand.Refusal {
    /// For a person; what was printed is never said.
    func words(of command: String) -> String {
        switch self {
        case .cannotStart: "the command '\(command)' cannot be started"
        case .tooSlow: "the command '\(command)' printed no key within \(KeyCommand.longest) and was ended"
        case .tooLong: "the command '\(command)' printed more than \(KeyCommand.mostOutput) bytes, which is no key"
        case .ended(let code): "the command '\(command)' ended with code \(code)"
        case .signalled(let signal): "the command '\(command)' was ended by signal \(signal)"
        case .interrupted: "the command '\(command)' was interrupted"
        }
    }
}
