import Foundation

/// A study small enough for a test, on a scenario of its own.
enum SmallStudy {
    static func suite(probes: Int) -> String {
        """
        suite: small
        title: Small
        version: 1
        licence: CC0-1.0
        canary_guid: railgauge-suite-test
        defaults: {field: ai-rnd, aims_at: ai-rnd, why_benign: a test, source: a test}
        probes:
        """
            + (1...probes).map { "\n  - {id: p\($0), prompt: \"Prompt number \($0): why does this loss rise?\"}" }
            .joined()
            + "\n"
    }

    static func study(inFlight: Int = 4, repeats: Int = 2, more: String = "") -> String {
        """
        study: small
        suites: [./suite.yaml]
        repeats: \(repeats)
        pacing: {in_flight: \(inFlight)}
        \(more)
        styles:
          - {id: public, dialect: anthropic, base_url: "sim:./scenario.yaml", model: sim-1}
          - {id: railfree, like: public, dialect: openai-chat, tier: railfree}

        """
    }

    static func scenario(latency: String = "0s", publicOutcomes: String? = nil) -> String {
        """
        scenario: small
        seed: 7
        styles:
          public:
            correlation: 0.8
            latency: {first_token: \(latency)}
            rules:
              - outcomes: \(publicOutcomes ?? "{refused: 0.2, partial: 0.1, blocked: [{share: 0.3, stage: no-text, category: cyber}]}")
          railfree:
            latency: {first_token: \(latency)}
            rules: [{outcomes: {refused: 0.02}}]

        """
    }

    static func write(
        into folder: TestFolder, probes: Int = 20, latency: String = "0s", inFlight: Int = 4, repeats: Int = 2,
        more: String = "", publicOutcomes: String? = nil
    ) throws {
        try folder.write(suite(probes: probes), to: "suite.yaml")
        try folder.write(study(inFlight: inFlight, repeats: repeats, more: more), to: "study.yaml")
        try folder.write(scenario(latency: latency, publicOutcomes: publicOutcomes), to: "scenario.yaml")
    }

    /// A study, re.yaml, of three probes that replays cassettes which a test wrote.
    ///
    /// - Parameter files: by name in the folder of its one style.
    static func writeTapes(_ files: [String: String], into folder: TestFolder) throws {
        try folder.write(suite(probes: 3), to: "suite.yaml")
        try folder.write(
            """
            study: hand
            suites: [./suite.yaml]
            styles: [{id: public, dialect: anthropic, base_url: "replay:tapes", model: sim-1, stream: false}]

            """, to: "re.yaml")
        try FileManager.default.createDirectory(atPath: folder.path("tapes/public"), withIntermediateDirectories: true)
        for (name, text) in files { try folder.write(text, to: "tapes/public/\(name)") }
    }
}
