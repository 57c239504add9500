import Foundation
import Testing

/// What a guide shows works as pasted: every file that is named in a first line such as `# my-study.yaml`, in one folder.
struct GuideTests {
    private let folder: TestFolder
    private let binary: Binary
    private let names: [String]

    init() throws {
        folder = try TestFolder()
        binary = Binary(folder: folder)
        let guides = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../docs/guides").standardizedFileURL.path
        var names: [String] = []
        for guide in ["../../README.md", "researcher.md", "evaluator.md"] {
            let text = try String(contentsOfFile: "\(guides)/\(guide)", encoding: .utf8)
            for match in text.matches(of: /```yaml\n# (\S+\.yaml)\n([\s\S]*?)```/) {
                try folder.write(String(match.output.2), to: String(match.output.1))
                names.append(String(match.output.1))
            }
        }
        self.names = names
    }

    /// What the README quotes of the first page stands on the page that is kept beside it.
    @Test func theReadmeQuotesTheExample() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..").path
        let memo = try String(contentsOfFile: "\(root)/results/example/memo.md", encoding: .utf8)
        let readme = try String(contentsOfFile: "\(root)/README.md", encoding: .utf8)
        let quoted = readme.split(separator: "\n").filter { $0.hasPrefix("> - ") }
        #expect(quoted.count == 4)
        for line in quoted {
            let words = line.dropFirst(4).split(separator: " …").first ?? ""
            #expect(memo.contains(words), "\(words)")
        }
    }

    @Test func studiesOfTheGuidesCanAnswerSomething() throws {
        #expect(names == ["local-check.yaml", "my-field.yaml", "my-study.yaml", "access.yaml", "sentinels.yaml"])
        let keys = ["ANTHROPIC_API_KEY": "a-0001", "PUBLIC_KEY": "b-0002", "TRUSTED_KEY": "c-0003"]
        for study in ["local-check.yaml", "my-study.yaml", "access.yaml"] {
            let ended = try binary.start(["check", study], environment: keys).end()
            #expect(ended.code == 0, "\(ended.error)")
            guard study != "local-check.yaml" else { continue }
            #expect(ended.out.contains("can answer:\n  - "), "\(ended.out)")
        }
        // The other way that the guide names.
        let own = try folder.read("access.yaml")
            .replacing("status: required,", with: "status: required, sentinels: ./sentinels.yaml,")
        try folder.write(own, to: "own.yaml")
        #expect(try binary.start(["check", "own.yaml"], environment: keys).end().code == 0)
    }

    @Test func suitesOfTheGuidesPassLint() throws {
        for suite in ["my-field.yaml", "sentinels.yaml"] {
            let ended = try binary.run("suites", "lint", "./\(suite)")
            #expect(ended.code == 0, "\(ended.out)\(ended.error)")
        }
    }
}
