import Formats
import Studies
import Suites
import Testing
import Trials

/// Files that a test states.
package struct MemoryFiles: FileSource {
    package var files: [String: String]

    package init(_ files: [String: String]) { self.files = files }

    package func bytes(at path: String) throws(InputError) -> [UInt8] {
        guard let text = files[path] else { throw InputError(file: path, found: "no such file") }
        return Array(text.utf8)
    }
}

/// The message of the `InputError` that the body throws.
package func message(_ body: () throws -> Void) -> String {
    do {
        try body()
        return "nothing was thrown"
    } catch let error as InputError {
        return error.description
    } catch {
        return "another error: \(error)"
    }
}

/// A suite `s` whose probes stand in the text from line 4 on.
package func suite(probes: String, files: [String: String] = [:]) throws -> Suite {
    let head = "suite: s\nversion: 1\nprobes:\n"
    var all = files
    all["dir/s.yaml"] = head + probes
    return try SuiteReader.suite(at: "dir/s.yaml", from: MemoryFiles(all))
}

/// The probe `x` of a suite, from its keys below `id`.
package func probe(_ keys: String, files: [String: String] = [:]) throws -> Probe {
    let lines = keys.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)\n" }.joined()
    return try #require(
        try suite(probes: "  - id: x\n    field: f\n    why_benign: plain\n" + lines, files: files).probes.first)
}

/// A study `t` in `study.yaml` over the suite `s.yaml` of two probes, with the given styles and further keys.
package func study(
    styles: String = "  - {id: a, dialect: anthropic, model: m, base_url: 'http://127.0.0.1:9'}\n", keys: String = "",
    suites: String = "[./s.yaml]", files: [String: String] = [:], shipped: [String: String] = [:]
) throws -> Study {
    var all = [
        "s.yaml": """
        suite: s
        version: 1
        defaults: {field: f, why_benign: plain}
        probes:
          - {id: p1, prompt: one}
          - {id: p2, prompt: {file: p2.md}}

        """,
        "p2.md": "two\n",
    ]
    all.merge(files) { $1 }
    all["study.yaml"] = "study: t\nsuites: \(suites)\nstyles:\n\(styles)\(keys)"
    return try StudyReader.study(at: "study.yaml", from: MemoryFiles(all), shipped: MemoryFiles(shipped))
}
