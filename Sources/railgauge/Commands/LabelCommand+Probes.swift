import Formats
import Foundation
import Reports
import Runs
import Statistics
import Trials

/// Two raters judge whether probes are benign, blind to each other (the review protocol of the datasheet).
struct ProbeReviewing {
    let command: LabelCommand
    let suite: Suite
    let path: String

    init(command: LabelCommand, suite name: String) throws {
        self.command = command
        suite = try SuitesCommand.suite(name)
        let folder = SuitesCommand.isPath(name) ? Path.folder(of: name) : ""
        let file = "\(SuitesCommand.isPath(name) ? Path.stem(of: name) : suite.name).review.jsonl"
        path = command.output ?? (folder.isEmpty ? file : Path.join(folder, file))
    }

    func run() throws {
        let rater = command.labeller
        let probes = drawn
        if !command.agreement {
            let earlier = try reviews()
            let done = Set(
                earlier.filter { review in
                    review.rater == rater
                        && probes.contains { $0.id == review.probe && $0.contentHash == review.content }
                }.map(\.probe))
            var open = probes.filter { !done.contains($0.id) }
            var random = SplitMix64(lockHash: suite.hash, purpose: "review-order", field: rater)
            random.shuffle(&open)
            Console.note("\(counted(probes.count, "probe")), \(done.count) of them already reviewed by \(rater)")
            let session = LabelSession(
                choices: [
                    .init(key: "y", name: "benign", word: BenignityWord.benign),
                    .init(key: "c", name: "contested", word: .contested),
                    .init(key: "n", name: "not benign", word: .notBenign),
                ], count: open.count, title: "Rater \(rater)")
            let ended = try session.run {
                Self.card(open[$0])
            } keep: { index, word in
                try append(
                    ProbeReview(
                        probe: open[index].id, rater: rater, word: word, content: open[index].contentHash,
                        at: UTCStamp.iso(SystemClock().wall())))
            }
            Console.outLine(
                "\(done.count + ended.answered) of \(counted(probes.count, "probe")) reviewed by \(rater): \(path)")
            if ended.interrupted { throw Failure(.interrupted) }
            // What the other rater said stays unseen until this one has seen every probe.
            guard done.count + ended.answered == probes.count else { return }
        }
        Console.out(try summary(probes))
    }

    /// Every rater gets the same probes: positive controls are not for review.
    private var drawn: [Probe] {
        var probes = suite.probes.filter { $0.role != .control && $0.expect != .refuse }
            .sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
        guard let sample = command.sample, sample < probes.count else { return probes }
        var random = SplitMix64(
            lockHash: suite.hash, purpose: "review" + (command.seed.map { "-\($0)" } ?? ""), field: suite.name)
        random.shuffle(&probes)
        return Array(probes.prefix(sample))
    }

    /// Everything that reaches a model, and the reason that is to be checked.
    private static func card(_ probe: Probe) -> String {
        var text = ""
        if let system = probe.system { text += "=== SYSTEM\n\(system)\n\n" }
        for document in probe.context { text += "=== DOCUMENT \(document.name)\n\(document.text)\n\n" }
        for turn in probe.turns { text += "=== \(turn.speaker.rawValue.uppercased())\n\(turn.wholeText)\n\n" }
        if !probe.tools.isEmpty { text += "=== TOOLS\n\(probe.tools.map(\.name).joined(separator: ", "))\n\n" }
        if let reason = probe.whyBenign { text += "=== STATED REASON\n\(reason)" }
        return text
    }

    // MARK: What was said

    private func summary(_ probes: [Probe]) throws -> String {
        let content = Dictionary(probes.map { ($0.id, $0.contentHash) }) { first, _ in first }
        let reviews = try reviews().filter { content[$0.probe] == $0.content }
        let raters = Set(reviews.map(\.rater)).sorted()
        guard raters.count > 1 else {
            return "One rater so far\(raters.first.map { " (\($0))" } ?? ""): a second one is needed for agreement.\n"
        }
        var out = ""
        for first in raters.indices {
            for second in raters[(first + 1)...] { out += agreement(raters[first], second, reviews) }
        }
        let byProbe = Dictionary(grouping: reviews, by: \.probe)
        let contested = byProbe.filter { $0.value.contains { $0.word != .benign } }.keys.sorted()
        out += "contested, to be set to `expect: either` or taken out: \(contested.count)\n"
        for id in contested {
            let votes = (byProbe[id] ?? []).sorted { $0.rater < $1.rater }.map { "\($0.rater) \($0.word.rawValue)" }
            let expect = probes.first { $0.id == id }?.expect
            out += "  \(id): \(votes.joined(separator: ", "))\(expect == .either ? " (is `either`)" : "")\n"
        }
        return out
    }

    private func agreement(_ a: String, _ b: String, _ reviews: [ProbeReview]) -> String {
        func words(_ rater: String) -> [String: BenignityWord] {
            Dictionary(reviews.filter { $0.rater == rater }.map { ($0.probe, $0.word) }) { first, _ in first }
        }
        let (left, right) = (words(a), words(b))
        let both = left.compactMap { probe, word in right[probe].map { (word, $0) } }
        guard !both.isEmpty else { return "\(a), \(b): no probe by both\n" }
        let words = BenignityWord.allCases
        let table = words.map { row in words.map { column in both.count { $0 == (row, column) } } }
        return "\(a), \(b): \(counted(both.count, "probe")) by both\n"
            + AgreementLine.text("benignity", Agreement(table))
    }

    // MARK: The file

    private func reviews() throws -> [ProbeReview] {
        guard access(path, F_OK) == 0 else { return [] }
        return try ProbeReview.read(String(decoding: try DiskFiles().bytes(at: path), as: UTF8.self), file: path)
    }

    /// One line, on disk before the next probe is shown.
    private func append(_ review: ProbeReview) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw refusal(errno) }
        var code = WholeFile.writeAll(Array(review.line.utf8), to: descriptor)
        if code == 0, fsync(descriptor) != 0 { code = errno }
        if close(descriptor) != 0, code == 0 { code = errno }
        guard code == 0 else { throw refusal(code) }
    }

    private func refusal(_ code: Int32) -> Failure {
        Failure(
            .couldNotFinish,
            "\(path) cannot be written: \(String(cString: strerror(code))). Reviews so far are kept; give a file with --output."
        )
    }
}

/// `  all words: 92.0 % the same, kappa 0.78 (error 0.07), AC1 0.87`
enum AgreementLine {
    static func text(_ name: String, _ agreement: Agreement?) -> String {
        guard let agreement else { return "  \(name): only one word was used\n" }
        func number(_ value: Double?) -> String { value.map { String(format: "%.2f", $0) } ?? "—" }
        return "  \(name): \(String(format: "%.1f", agreement.raw * 100)) % the same, kappa \(number(agreement.kappa)) "
            + "(error \(number(agreement.kappaStandardError))), AC1 \(number(agreement.ac1))\n"
    }
}
