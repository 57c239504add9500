import ArgumentParser
import Formats

/// Options that hold one value and are given two: the last would count in silence, and whoever wrote the first meant it.
///
/// ```swift
/// try GivenTwice.refuse(["run", "s.yaml", "--max-trials", "5", "--max-trials=9"], of: RunCommand.self)
/// // --max-trials is given twice; accepted: once
/// ```
enum GivenTwice {
    /// - Parameter arguments: as they were typed.
    /// - Throws: `Failure` 64 naming all of them, and no value: it may be a key.
    static func refuse(_ arguments: [String], of command: any ParsableCommand.Type) throws {
        var counts: [String: Int] = [:]
        for argument in arguments.prefix(while: { $0 != "--" }) where argument.hasPrefix("--") {
            counts[String(argument.prefix { $0 != "=" }), default: 0] += 1
        }
        // What the command declares is asked only of the rare line that needs it.
        let doubled = counts.filter { $0.value > 1 }
        guard !doubled.isEmpty else { return }
        let single = try singles(of: command)
        let wrong = doubled.filter { single.contains($0.key) }.sorted { $0.key < $1.key }
        guard !wrong.isEmpty else { return }
        let words = wrong.map { "\($0.key) is given \($0.value == 2 ? "twice" : "\($0.value) times")" }
        throw Failure(.badUsage, words.joined(separator: ", ") + "; accepted: once")
    }

    /// Names of options that take one value.
    private static func singles(of command: any ParsableCommand.Type) throws -> Set<String> {
        // The parser's own description of a command, which it also gives for `--experimental-dump-help`.
        let declared = try JSONReader.read(command._dumpHelp())["command"]?["arguments"]?.array ?? []
        let options = declared.filter { $0["kind"]?.string == "option" && $0["isRepeating"]?.bool != true }
        return Set(options.flatMap { $0["names"]?.array ?? [] }.compactMap { $0["name"]?.string.map { "--\($0)" } })
    }
}
