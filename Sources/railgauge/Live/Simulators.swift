import Formats
import Foundation
import Simulator
import Trials

/// The in-process services behind `sim:SCENARIO` addresses; one for each scenario.
struct Simulators {
    private struct Running {
        var server: SimulatorServer
        var port: UInt16
    }

    private var running: [String: Running] = [:]

    /// For what never meets a simulator.
    static let none = Simulators()

    private init() {}

    /// Starts what the styles of a study need.
    /// - Throws: `InputError` where a scenario cannot be read or does not know a style.
    init(for file: StudyFile, finished: [TrialKey] = []) async throws {
        for style in file.study.styles where style.simulated {
            let name = String(style.baseURL.dropFirst("sim:".count))
            if running[name] == nil {
                let scenario = try Self.scenario(name, seenFrom: file)
                let sentinels = file.study.sentinels.values.flatMap { $0 }
                let known = Set(file.study.probes.map(\.id))
                let server = SimulatorServer(
                    scenario: scenario, probes: file.study.probes + sentinels.filter { !known.contains($0.id) },
                    finished: finished)
                running[name] = Running(server: server, port: try await server.start())
            }
        }
    }

    /// - Throws: `InputError` where a scenario cannot be read or does not know a style that uses it.
    static func check(_ file: StudyFile) throws(InputError) {
        for style in file.study.styles where style.simulated {
            let name = String(style.baseURL.dropFirst("sim:".count))
            let scenario = try scenario(name, seenFrom: file)
            guard let played = scenario.style(style.id) else {
                throw InputError(
                    file: file.path, place: "style '\(style.id)', key 'base_url'",
                    found: "the scenario '\(name)' plays no style of that id",
                    accepted: scenario.styles.map(\.id).joined(separator: ", "))
            }
            let profile = played.profile?.rawValue
            guard profile == style.profile || style.profile == VendorProfile.cohere.rawValue else {
                throw InputError(
                    file: file.path, place: "style '\(style.id)', key 'profile'",
                    found: "profile \(style.profile ?? "null"), and the scenario '\(name)' plays \(profile ?? "none")",
                    accepted: "the same profile in both")
            }
        }
    }

    /// A shipped scenario by name, or a file seen from the study's folder.
    static func scenario(_ name: String, seenFrom file: StudyFile?) throws(InputError) -> Scenario {
        let isPath = name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml")
        let path =
            isPath ? Path.join(file.map { Path.folder(of: $0.path) } ?? "", name) : "probes/scenarios/\(name).yaml"
        let source: any FileSource = isPath ? file?.files ?? DiskFiles() : ShippedFiles()
        let bytes: [UInt8]
        do throws(InputError) {
            bytes = try source.bytes(at: path)
        } catch {
            let shipped = ShippedFiles().names(in: "probes/scenarios").joined(separator: ", ")
            throw InputError(
                file: name, found: "no scenario: \(error.found)",
                accepted: "a path such as ./scenario.yaml, or \(shipped)")
        }
        return try ScenarioReader.read(String(decoding: bytes, as: UTF8.self), file: path)
    }

    /// The style as the wire needs it: with the address of its simulator, if it has one.
    func addressed(_ style: AccessStyle) -> AccessStyle {
        guard let running = running[String(style.baseURL.dropFirst("sim:".count))], style.simulated else {
            return style
        }
        var addressed = style
        let path: String
        switch style.dialect {
        case .anthropic, .bedrock: path = ""
        case .gemini: path = "/v1beta"
        // Classic addresses name the deployment themselves.
        case .azureOpenAI: path = style.query["api-version"] == nil ? "/openai/v1" : ""
        case .openAICompatible: path = style.profile == VendorProfile.cohere.rawValue ? "/v2" : "/v1"
        case .openAIChat, .openAIResponses, .openAICompletions: path = "/v1"
        }
        addressed.baseURL = "http://127.0.0.1:\(running.port)\(path)"
        return addressed
    }

    /// The key by which a simulator knows a style.
    func secret(for style: AccessStyle) -> Secret? {
        guard style.simulated, let running = running[String(style.baseURL.dropFirst("sim:".count))] else { return nil }
        return running.server.scenario.style(style.id).map { Secret($0.key) }
    }

    /// What was played so far.
    var truth: [SimulatedTruth] { running.values.flatMap(\.server.truth) }

    func stop() async {
        for simulator in running.values { await simulator.server.stop() }
    }
}
