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

    @Test func whatIsNotShippedIsNamed() {
        #expect(
            message { _ = try ShippedFiles().bytes(at: "probes/no.yaml") } == "probes/no.yaml: no such file is shipped")
    }
}
