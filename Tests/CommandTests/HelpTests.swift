import Foundation
import Testing

/// What `--help` prints can be pasted into a shell: no example is cut by the width of a page, and each is understood.
struct HelpTests {
    private let folder: TestFolder
    private let binary: Binary

    init() throws {
        folder = try TestFolder()
        binary = Binary(folder: folder)
    }

    static let commands = [
        "try", "quick", "ingest", "run", "check", "plan", "report", "evidence", "trend", "compare", "classify", "label",
        "register", "simulate", "schema", "suites list", "suites lint", "suites split", "suites import",
        "suites export", "suites propose-frames",
    ]

    /// The lines under EXAMPLES, as they are printed.
    private func examples(of command: String) throws -> [String] {
        let help = try binary.shell("\(Binary.path) \(command) --help").out
        let lines = help.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let start = lines.firstIndex(of: "EXAMPLES") else { return [] }
        return Array(lines[(start + 1)...].prefix { !$0.isEmpty })
    }

    @Test func everyCommandIsTested() throws {
        for (prefix, own) in [
            ("", Self.commands.filter { !$0.contains(" ") } + ["suites"]), ("suites ", Self.commands),
        ] {
            let help = try binary.shell("\(Binary.path) \(prefix)--help").out
            let listed = help.split(separator: "\n").compactMap { line -> String? in
                line.firstMatch(of: /^  ([a-z-]+) {2,}/).map { prefix + $0.output.1 }
            }.filter { !$0.contains("--") && !$0.hasSuffix("help") }
            #expect(!listed.isEmpty && Set(listed).isSubset(of: own), "\(Set(listed).subtracting(own))")
        }
    }

    /// An example that is wrapped is two commands, of which the first is another than was meant.
    @Test(arguments: commands) func examplesStandWhole(_ command: String) throws {
        var goesOn = false
        for line in try examples(of: command) {
            let start = goesOn ? "      " : "  "
            #expect(line.hasPrefix(start) && line.dropFirst(start.count).first != " ", "\(line)")
            goesOn = line.hasSuffix(" \\")
        }
        #expect(!goesOn)
    }

    /// Pasted in an empty folder most find no study, run or suite: what matters is that none is bad usage (64).
    @Test(arguments: commands) func examplesAreUnderstood(_ command: String) throws {
        let lines = try examples(of: command)
        guard !lines.isEmpty else { return }
        try folder.write(lines.joined(separator: "\n") + "\n", to: "pasted.sh")
        // What would run for long is understood where it begins; other programs are nobody's business here.
        let ended = try binary.shell(
            """
            railgauge() {
                [ "$1" != simulate ] || return 0
                timeout 2 \(Binary.path) "$@" </dev/null >out.txt 2>err.txt
                [ $? != 64 ] || { echo "railgauge $*"; tail -n 4 err.txt; }
            }
            inspect() { :; }
            sha256sum() { :; }
            . ./pasted.sh 2>/dev/null
            """)
        #expect(ended.out.isEmpty, "\(ended.out)")
    }

    /// The scenario that `simulate` prints is served as it stands.
    @Test func whatSimulatePrintsIsServed() throws {
        try folder.write(try examples(of: "simulate").joined(separator: "\n") + "\n", to: "pasted.sh")
        let ended = try binary.shell(
            """
            mkfifo address
            railgauge() {
                case "$2" in
                --example) \(Binary.path) "$@" ;;
                ./scenario.yaml)
                    \(Binary.path) "$@" >address &
                    read -r line <address
                    kill $!
                    echo "$line" ;;
                esac
            }
            . ./pasted.sh 2>/dev/null
            """)
        #expect(ended.out.hasPrefix("http://127.0.0.1:"), "\(ended.out)")
    }
}

/// What bash offers where a study, a run folder, a suite or a file is asked for.
struct CompletionTests {
    private let folder: TestFolder
    private let binary: Binary

    init() throws {
        folder = try TestFolder()
        binary = Binary(folder: folder)
        for name in ["mine.yaml", "prompt.md", "results/r1/run.sqlite"] { try folder.write("", to: name) }
        try FileManager.default.createDirectory(atPath: folder.path("bin"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("bin/railgauge"), withDestinationPath: Binary.path)
    }

    @Test(arguments: [
        (["check", ""], ["demo", "nightly", "mine.yaml"]),
        (["run", "de"], ["demo"]),
        (["report", ""], ["results/r1"]),
        (["compare", "results/r1", "results/"], ["results/r1"]),
        (["quick", "--suite", "cy"], ["cyber"]),
        (["simulate", "demo", "--study", "m"], ["mine.yaml"]),
        (["try", "pr"], ["prompt.md"]),
        (["ingest", "x", "--log", "li"], ["litellm"]),
    ])
    func whatIsThereIsOffered(_ words: [String], _ offered: [String]) throws {
        let typed = (["railgauge"] + words).map { "'\($0)'" }.joined(separator: " ")
        try folder.write(
            """
            PATH="$PWD/bin:$PATH"
            source <(railgauge --generate-completion-script bash)
            COMP_WORDS=(\(typed)); COMP_CWORD=\(words.count)
            COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}
            _railgauge railgauge "${COMP_WORDS[$COMP_CWORD]}" "${COMP_WORDS[$COMP_CWORD-1]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """, to: "ask.bash")
        let ended = try binary.shell("bash ask.bash")
        let found = Set(ended.out.split(separator: "\n").map(String.init))
        #expect(found.isSuperset(of: offered), "\(ended.out)\(ended.error)")
    }
}
