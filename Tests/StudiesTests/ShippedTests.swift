import Formats
import Studies
import Suites
import TestInputs
import Testing
import Trials

@Suite struct ShippedTests {
    private static let suites = ShippedFiles().names(in: "probes")
    private static let studies = ShippedFiles().names(in: "probes/studies")

    @Test(arguments: suites)
    func everyShippedSuiteCanBeRead(_ name: String) throws {
        let suite = try SuiteReader.suite(at: "probes/\(name).yaml", from: ShippedFiles())
        #expect(suite.name == name)
        #expect(!suite.probes.isEmpty)
        for probe in suite.probes { #expect(Probe(json: probe.json) == probe) }
    }

    @Test(arguments: studies)
    func everyShippedStudyCanBeRead(_ name: String) throws {
        let path = "probes/studies/\(name).yaml"
        let study = try StudyReader.study(at: path, from: ShippedFiles(), shipped: ShippedFiles())
        #expect(study.name == name)
    }

    @Test func idsAreUniqueOverAllShippedSuites() throws {
        var seen: [String: String] = [:]
        for name in Self.suites {
            for probe in try SuiteReader.suite(at: "probes/\(name).yaml", from: ShippedFiles()).probes {
                #expect(seen[probe.id] == nil, "\(probe.id) stands in \(name) and \(seen[probe.id] ?? "")")
                seen[probe.id] = name
            }
        }
    }

    @Test func theFourSchemasAreShipped() throws {
        for name in ["suite", "study", "trial", "report"] {
            let schema = try JSONReader.read(try ShippedFiles().bytes(at: "Schemas/\(name).schema.json"))
            #expect(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema")
            #expect(schema["additionalProperties"] == false)
        }
    }

    /// Each list of words in the two schemas that are written by hand is that of its enum: a word that only one of them knows
    /// is a study that the editor marks and we run, or the other way round.
    @Test(arguments: ["suite", "study"])
    func wordsOfTheSchemasAreThoseOfTheEnums(_ name: String) throws {
        func words<Word: CaseIterable & RawRepresentable<String>>(_: Word.Type) -> Set<String> {
            Set(Word.allCases.map(\.rawValue))
        }
        let roles = Set(Role.written.map(\.rawValue))
        let expected: [String: Set<String>] = [
            "expect": words(Expectation.self), "role": roles, "roles": roles, "frame": words(Frame.self),
            "frames": words(Frame.self), "aims_at": Set(Category.all.map(\.rawValue)),
            "changes": Set(Change.allCases.filter { $0 != .cut }.map(\.rawValue)),
            "trigger.kind": words(Trigger.Kind.self), "ground": words(Trigger.Ground.self),
            "check.kind": ["exact", "choice"], "interval": words(IntervalName.self),
            "definition": words(Definition.self),
            "agree": words(JudgePanel.Agree.self), "when": words(JudgePanel.When.self), "surface": words(Surface.self),
            "tier": words(Tier.self), "dialect": words(DialectName.self), "history": words(HistoryMode.self),
            "status": words(InForce.Status.self),
            "safeguards_off": Set(Category.all.map(\.rawValue)).subtracting(["unreported"]),
            // What stands in a condition is a part of a list, and these two are no enums of ours.
            "withhold": ["model", "base_url", "request_id", "replies", "dates"], "family": ["comparison", "field"],
        ]
        var seen = 0
        func walk(_ value: JSONValue, _ path: [String]) {
            if path.last == "if" { return }
            if let list = value["enum"]?.array {
                let names = path.filter { !["items", "properties", "anyOf", "oneOf"].contains($0) && Int($0) == nil }
                let own = names.last == "kind" ? names.suffix(2).joined(separator: ".") : names.last ?? ""
                let inThen = path.contains("then")
                if let words = expected[own] {
                    let found = Set(list.compactMap(\.string))
                    #expect(inThen ? found.isSubset(of: words) : found == words, "\(path.joined(separator: "/"))")
                    seen += 1
                } else {
                    Issue.record("\(path.joined(separator: "/")): no enum is known for it")
                }
            }
            for member in value.object?.members ?? [] { walk(member.value, path + [member.key]) }
            for (index, item) in (value.array ?? []).enumerated() { walk(item, path + ["\(index)"]) }
        }
        walk(try JSONReader.read(try ShippedFiles().bytes(at: "Schemas/\(name).schema.json")), [])
        #expect(seen > 9)
    }

    @Test func whatIsNotShippedIsNamed() {
        #expect(
            message { _ = try ShippedFiles().bytes(at: "probes/no.yaml") } == "probes/no.yaml: no such file is shipped")
    }
}
