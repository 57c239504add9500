import Formats
import Studies
import Suites
import Testing
import Trials
import Tries

@Suite struct ArmTests {
    private let prompt = PromptFile(
        system: "sys", turns: [Turn(.user, "u1"), Turn(.assistant, "a1"), Turn(.user, "u2")],
        tools: [ToolDeclaration(name: "run", description: "d", schema: [:])], notes: [])

    @Test func eachArmChangesOneThing() throws {
        let arms = try Arm.arms(
            of: prompt, context: [ContextDocument(name: "n", text: "t")], without: Arm.Part.allCases,
            systems: [("mild", "Be mild.")], paddings: [("chat", [Turn(.user, "p"), Turn(.assistant, "q")])],
            wordings: [("plain", "u2, said plainly")])
        #expect(
            arms.map(\.name) == [
                "full", "without-history", "without-context", "without-system", "without-tools", "system-mild",
                "wording-plain", "padded-chat",
            ])
        #expect(Set(arms.map(\.probe.contentHash)).count == arms.count)
        #expect(arms[1].probe.turns == [Turn(.user, "u2")] && arms[1].probe.system == "sys")
        #expect(arms[2].probe.context.isEmpty && arms[2].probe.turns == prompt.turns)
        #expect(arms[3].probe.system == nil && arms[3].probe.tools == prompt.tools)
        #expect(arms[4].probe.tools.isEmpty && arms[4].probe.system == "sys")
        #expect(arms[5].probe.system == "Be mild.")
        #expect(arms[6].probe.turns == prompt.turns.dropLast() + [Turn(.user, "u2, said plainly")])
        #expect(arms[7].probe.turns == [Turn(.user, "p"), Turn(.assistant, "q"), Turn(.user, "u2")])
        #expect(arms.dropFirst().allSatisfy { $0.probe.role == .variant && $0.probe.variantOf == "full" })
    }

    @Test func anArmThatWouldChangeNothingIsRefusedByItsFlag() {
        let bare = PromptFile(system: nil, turns: [Turn(.user, "u")], tools: [], notes: [])
        for part in Arm.Part.allCases {
            let error = #expect(throws: ArmError.self) { try Arm.arms(of: bare, without: [part]) }
            #expect(error?.description.hasPrefix("--without \(part.rawValue): ") == true)
        }
        #expect(throws: ArmError.self) { try Arm.arms(of: prompt, systems: [("same", "sys")]) }
        #expect(throws: ArmError.self) { try Arm.arms(of: prompt, wordings: [("same", "u2")]) }
        let twice = #expect(throws: ArmError.self) { try Arm.arms(of: prompt, systems: [("a", "x"), ("b", "x")]) }
        #expect(twice?.description.contains("--system b: the arm system-b sends the very text of system-a") == true)
        #expect(throws: ArmError.self) { try Arm.arms(of: prompt, paddings: [("x", [Turn(.user, "only")])]) }
    }

    @Test func theFilesReadBackToTheSameArms() throws {
        let arms = try Arm.arms(
            of: prompt, without: [.history, .system, .tools], systems: [("mild", "Be\n  mild.")],
            paddings: [("chat", [Turn(.user, "p"), Turn(.assistant, "q")])], wordings: [("plain", "u2\n  plainly")])
        let files = try TryFiles(
            name: "try-x", arms: arms,
            models: [
                TriedModel(style: "a", dialect: "anthropic", model: "m", key: "${K}", price: (3, 15)),
                TriedModel(
                    style: "b", dialect: "openai-compatible", profile: "openrouter", model: "x/y",
                    baseURL: "https://openrouter.example/api/v1"),
            ], repeats: 4, seed: 7, gap: 5, usd: 2.5, maxTokens: 512)
        let disk = MemoryFiles(["study.yaml": files.study, "suite.yaml": files.suite])
        let study = try StudyReader.study(at: "study.yaml", from: disk, shipped: disk)
        #expect(study.probes.map(\.id) == arms.map(\.name))
        #expect(study.probes.map(\.contentHash) == arms.map(\.probe.contentHash))
        #expect(study.repeats == 4 && study.seed == 7 && study.repeatGap == 5 && study.budget.usd == 2.5)
        // What is tried is a person's account: the stop rule is that of any study.
        #expect(study.stopIf == StopIf(blocksInARow: 25, blocksPerHour: 200))
        #expect(study.styles[0].price == Price(inputUSDPerMTok: 3, outputUSDPerMTok: 15))
        #expect(study.styles[1].profile == "openrouter" && study.styles[1].sampling.maxOutputTokens == 512)
        #expect(Study.hash(ofLock: study.lock) == study.lockHash)
    }
}

@Suite struct ArmNameTests {
    /// Files of one name in several folders are what people keep candidates in.
    @Test(arguments: [
        (["a.txt", "b.md"], ["a", "b"]), (["sys.txt", "d/sys.txt"], ["sys", "d-sys"]),
        (["p/a/system.txt", "p/b/system.txt"], ["a-system", "b-system"]),
        (["x/a/s.txt", "y/a/s.txt"], ["a-s", "a-s-2"]), (["my prompt (2).txt"], ["my-prompt--2-"]),
        (["../s.txt", "s.txt"], ["s", "s-2"]),
    ])
    func filesOfOneNameAreToldApart(_ paths: [String], _ names: [String]) { #expect(Arm.names(of: paths) == names) }
}

private struct MemoryFiles: FileSource {
    let texts: [String: String]
    init(_ texts: [String: String]) { self.texts = texts }
    func bytes(at path: String) throws(InputError) -> [UInt8] {
        guard let text = texts[path] ?? texts[String(path.drop { $0 == "." || $0 == "/" })] else {
            throw InputError(file: path, found: "no such file")
        }
        return Array(text.utf8)
    }
}
