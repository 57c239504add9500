import ArgumentParser
import Formats
import Foundation
import Reports
import Runs
import Trials

struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compare access styles within a run, or between two runs of the same probes.",
        discussion: """
            Differences are a - b, paired by probe and repeat. In two runs a style is named with the number of its run: \
            public@1 is the style `public` of the first run. Both runs are read by the same version of the rules.

            With --control the pair is before and after, and what the control style changed in the same time is taken off: the \
            difference in differences over scenarios that all four measured.

            A pair that the study lists keeps the study's family: its p is the one of the report. Any other is exploratory, and \
            nothing corrects it. Over two runs the family is every style of both, second run against first.

            EXAMPLES
              # the comparisons of the study
              railgauge compare results/a
              railgauge compare results/a --pair trusted,public
              # every style of both, second run against first
              railgauge compare results/a results/b
              railgauge compare results/a results/b --pair public@2,public@1
              railgauge compare results/a results/b --pair public@1,trusted@2 \\
                  --control other@1,other@2
              # verdicts before and after `railgauge classify`
              railgauge compare results/a --verdicts first last
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case md
        case json
    }

    @Argument(help: ArgumentHelp("A run folder.", valueName: "run"), completion: Completions.runs)
    var folder: String
    @Argument(help: ArgumentHelp("A second run folder.", valueName: "run2"), completion: Completions.runs)
    var second: String?
    @Option(help: ArgumentHelp("The compared style and the reference; may be given several times.", valueName: "a,b"))
    var pair: [String] = []
    @Option(
        help: ArgumentHelp(
            "A style whose access did not change, before and after: a@1,a@2. Needs two runs and one --pair before@1,after@2.",
            valueName: "before,after"))
    var control: String?
    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Two versions of the verdicts of one run: what changed from A to B; first and last are versions too.",
            valueName: "A B"))
    var verdicts: [String] = []
    @Option(help: "md | json.")
    var format: Format = .md

    func validate() throws {
        if control != nil, second == nil || pair.count != 1 || !verdicts.isEmpty {
            throw ValidationError("--control needs two runs and one --pair, such as --pair public@1,trusted@2.")
        }
        guard !verdicts.isEmpty else { return }
        guard verdicts.count == 2 else { throw ValidationError("--verdicts needs two versions, after the run folder.") }
        if second != nil || !pair.isEmpty { throw ValidationError("--verdicts stands alone, with one run.") }
    }

    func run() throws {
        if !verdicts.isEmpty { return try compareVerdicts() }
        let first = try RunReading(folder)
        guard let second else { return try compare(first.facts()) }
        if isOneFolder(folder, second) { Console.warning("both are \(folder): a run differs from itself in nothing") }
        let (before, after) = (try Rejudging.today(first), try Rejudging.today(RunReading(second)))
        let joined = before.joined(with: after)
        guard let control else {
            Console.warning(
                "two runs and no --control: what changed for everybody in between is not told apart from the access")
            return try compare(joined)
        }
        let ids = joined.study.styles.map(\.id)
        let (own, other) = (try inTime(pair[0], "--pair", ids), try inTime(control, "--control", ids))
        let page = BeforeAndAfterPage(
            joined, before: own.b, after: own.a, control: other, days: Self.days(before.startedAt, after.startedAt))
        guard !page.rows.isEmpty else {
            throw Failure(.badInput, "the four styles share no scenario that all of them measured")
        }
        switch format {
        case .md: Console.out(page.markdown)
        case .json: Console.out(page.json)
        }
    }

    /// By any two ways to it, `latest` among them.
    private func isOneFolder(_ a: String, _ b: String) -> Bool {
        func place(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }
        return place(a) == place(b)
    }

    /// Before and after, in any order: `a` is that of the second run.
    private func inTime(_ text: String, _ flag: String, _ styles: [String]) throws -> Comparison {
        let pair = try comparison(text, styles, flag)
        if pair.a.hasSuffix("@2"), pair.b.hasSuffix("@1") { return pair }
        guard pair.a.hasSuffix("@1"), pair.b.hasSuffix("@2") else {
            throw Failure(.badUsage, "\(flag) \(text): one style of the first run and one of the second are needed")
        }
        return Comparison(a: pair.b, b: pair.a)
    }

    /// Whole days between two ISO 8601 times.
    private static func days(_ first: String?, _ second: String?) -> Int? {
        guard let first, let second, let one = try? Date(first, strategy: .iso8601),
            let other = try? Date(second, strategy: .iso8601)
        else { return nil }
        return Int((abs(other.timeIntervalSince(one)) / 86_400).rounded())
    }

    private func compare(_ facts: RunFacts) throws {
        var facts = facts
        // The study's own list stays: it is the family that p is corrected over.
        facts.asked = try pair.map { try comparison($0, facts.study.styles.map(\.id)) }
        guard !facts.study.compare.isEmpty || !facts.asked.isEmpty else {
            throw Failure(
                .badUsage,
                "there is nothing to compare; accepted: --pair a,b with two of "
                    + facts.study.styles.map(\.id).joined(separator: ", "))
        }
        let report = Report(facts)
        switch format {
        case .md: Console.out(ComparisonPage.markdown(report))
        case .json: Console.out(ComparisonPage.json(report))
        }
    }

    private func compareVerdicts() throws {
        let reading = try RunReading(folder)
        let versions = try reading.store.verdictVersions().map(\.name)
        func version(_ word: String) throws -> String {
            if versions.contains(word) { return word }
            if word == "first", let first = versions.first { return first }
            if word == "last", let last = versions.last { return last }
            throw Failure(
                .badUsage, "--verdicts \(word): accepted: first, last, \(versions.joined(separator: ", "))")
        }
        let (before, after) = (try version(verdicts[0]), try version(verdicts[1]))
        guard before != after else {
            throw Failure(
                .badUsage,
                "--verdicts: both are \(before); the run has \(versions.joined(separator: ", ")). "
                    + "`railgauge classify RUN` adds a version after an upgrade.")
        }
        let moves = VerdictMoves(
            try reading.facts(), before: before, try reading.store.verdicts(asOf: before), after: after,
            try reading.store.verdicts(asOf: after))
        switch format {
        case .md: Console.out(moves.markdown)
        case .json: Console.out(moves.json)
        }
    }

    private func comparison(_ text: String, _ styles: [String], _ flag: String = "--pair") throws -> Comparison {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        if let stranger = parts.first(where: { !styles.contains($0) }), parts.count == 2 {
            throw Failure(
                .badUsage,
                "\(flag) \(text): there is no style '\(stranger)'; accepted: two of \(styles.joined(separator: ", "))")
        }
        guard parts.count == 2, parts[0] != parts[1] else {
            throw Failure(
                .badUsage,
                "\(flag) \(text): two different styles are needed; accepted: \(styles.joined(separator: ", "))")
        }
        return Comparison(a: parts[0], b: parts[1])
    }
}

extension RunFacts {
    /// Both runs as one set of rows; each style gets the number of its run.
    func joined(with other: RunFacts) -> RunFacts {
        var out = numbered(1)
        let second = other.numbered(2)
        out.study.styles += second.study.styles
        out.records += second.records
        out.accounts.merge(second.accounts) { first, _ in first }
        out.servedModels.merge(second.servedModels) { first, _ in first }
        out.labels += second.labels
        out.simulated = simulated || other.simulated
        out.imported = imported || other.imported
        out.replayed = out.replayed.map { first in second.replayed.map(first.joined) ?? first } ?? second.replayed
        out.lostAttempts += other.lostAttempts
        out.startedAt = [startedAt, other.startedAt].compactMap { $0 }.min()
        out.endedAt = [endedAt, other.endedAt].compactMap { $0 }.max()
        out.registration = .notRegistered
        let both = study.styles.map(\.id).filter { id in other.study.styles.contains { $0.id == id } }
        out.study.compare = both.map { Comparison(a: "\($0)@2", b: "\($0)@1") }
        return out
    }

    private func numbered(_ number: Int) -> RunFacts {
        var out = self
        func name(_ id: String) -> String { "\(id)@\(number)" }
        for index in out.study.styles.indices { out.study.styles[index].id = name(out.study.styles[index].id) }
        for index in out.records.indices { out.records[index].key.style = name(out.records[index].key.style) }
        for index in out.labels.indices { out.labels[index].key.style = name(out.labels[index].key.style) }
        out.accounts = Dictionary(uniqueKeysWithValues: accounts.map { (name($0.key), $0.value) })
        out.replayed?.styles = replayed?.styles.map(name) ?? []
        out.servedModels = Dictionary(uniqueKeysWithValues: servedModels.map { (name($0.key), $0.value) })
        return out
    }
}
