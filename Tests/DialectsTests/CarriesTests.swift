import Dialects
import Formats
import Foundation
import Testing
import Trials
import Vendors

/// What each wire can carry, found by asking for it: the published table is the difference between two requests.
@Suite struct CarriesTests {
    private static let page = Transcript.root.deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "docs/carries.md")

    @Test func thePublishedPageIsWhatTheDialectsDo() throws {
        let page = try CarriesTable.markdown()
        if ProcessInfo.processInfo.environment["RAILGAUGE_WRITE_DOCS"] != nil {
            try page.write(to: Self.page, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: Self.page, encoding: .utf8) == page)
    }

    /// A style that asks for what its wire cannot do is told so; it is never sent without what it asked for.
    @Test(arguments: CarriesTable.wires, CarriesTable.features)
    func whatIsAskedForIsCarriedOrRefused(_ wire: CarriesTable.Wire, _ feature: CarriesTable.Feature) throws {
        switch try CarriesTable.answer(wire, feature) {
        case .carried(let places):
            // This wire does nothing else than go on with a text.
            let always = wire.style.dialect == .openAICompletions && feature.name == "`ask.continuation`"
            #expect(places.isEmpty == always || feature.same != nil)
        case .refused(let error):
            #expect(!error.found.isEmpty && error.accepted?.isEmpty == false && error.style == "s")
        }
    }
}

/// Wires by features.
enum CarriesTable {
    struct Wire: Sendable, CustomTestStringConvertible {
        var name: String
        var style: AccessStyle
        var testDescription: String { name }

        init(_ dialect: DialectName, profile: String? = nil) {
            name = "`\(profile ?? dialect.rawValue)`"
            style = Transcript.style(dialect, profile)
            style.sampling.maxOutputTokens = 64
        }
    }

    struct Feature: Sendable, CustomTestStringConvertible {
        var name: String
        /// What the plain request has already; nothing for most.
        var given: @Sendable (inout Probe) -> Void = { _ in }
        /// What it means that the two requests do not differ; nil where that must not be.
        var same: String?
        var ask: @Sendable (inout AccessStyle, inout Probe) -> Void
        var testDescription: String { name }
    }

    enum Answer {
        case carried([String])
        case refused(DialectError)
    }

    static let wires: [Wire] =
        DialectName.allCases.filter { $0 != .openAICompatible }.map { Wire($0) }
        + [Wire(.openAICompatible)]
        + Vendor.profiles.map { Wire(.openAICompatible, profile: $0.name) }

    static let features: [Feature] = [
        Feature(name: "`stream`") { style, _ in style.stream = true },
        Feature(name: "`sampling.max_output_tokens`") { style, _ in style.sampling.maxOutputTokens = 65 },
        Feature(name: "`sampling.temperature`") { style, _ in style.sampling.temperature = 0.5 },
        Feature(name: "`sampling.top_p`") { style, _ in style.sampling.topP = 0.5 },
        Feature(name: "`reasoning: {effort: low}`") { style, _ in style.reasoning = ["effort": "low"] },
        Feature(name: "`ask.seed`") { style, _ in style.ask.seed = 7 },
        Feature(name: "`ask.logprobs: 0`") { style, _ in style.ask.logprobs = 0 },
        Feature(name: "`ask.logprobs: 5`") { style, _ in style.ask.logprobs = 5 },
        Feature(name: "`ask.continuation`") { style, _ in style.ask.continuation = true },
        Feature(name: "`system`") { style, _ in style.system = "Be brief." },
        Feature(name: "`prefill`") { style, _ in style.prefill = "Sure" },
        Feature(name: "`body: {x: 1}`") { style, _ in style.body = ["x": 1] },
        Feature(name: "`query: {x: 1}`") { style, _ in style.query["x"] = "1" },
        Feature(name: "`headers: {x-note: a}`") { style, _ in style.headers["x-note"] = "a" },
        Feature(name: "probe with earlier turns") { _, probe in
            probe.turns = [Turn(.user, "Q"), Turn(.assistant, "A")] + probe.turns
        },
        Feature(name: "probe with `context`") { _, probe in
            probe.context = [ContextDocument(name: "NOTES.md", text: "Notes.")]
        },
        Feature(name: "probe with `tools`") { _, probe in
            probe.tools = [read]
        },
        Feature(
            name: "probe with `calls` and `results` (against the same tools and no call)",
            given: { probe in
                probe.tools = [read]
                probe.turns += [Turn(.assistant, "I'll read it."), Turn(.user, "x = 1")]
            }
        ) { _, probe in probe.turns = [probe.turns[0]] + called(ToolResult("x = 1")) },
        Feature(
            name: "probe with a result that is an `error` (against one that is none)",
            given: { probe in
                probe.tools = [read]
                probe.turns += called(ToolResult("no such file"))
            }, same: "no mark: the words go as those of any result"
        ) { _, probe in probe.turns = [probe.turns[0]] + called(ToolResult("no such file", failed: true)) },
    ]

    private static let read = ToolDeclaration(name: "read", description: "Reads.", schema: ["type": "object"])

    private static func called(_ result: ToolResult) -> [Turn] {
        [
            Turn("I'll read it.", calls: [ScriptedCall(name: "read", arguments: ["path": "a.py"])]),
            Turn(results: [result]),
        ]
    }

    static func answer(_ wire: Wire, _ feature: Feature) throws -> Answer {
        var (style, probe) = (wire.style, Probe(id: "p", turns: [Turn(.user, "Why?")]))
        style.stream = false
        feature.given(&probe)
        let plain: SentRequest
        let asking: SentRequest
        do throws(DialectError) {
            plain = try style.makeDialect().request(for: Trial(style: style, probe: probe))
            feature.ask(&style, &probe)
            asking = try style.makeDialect().request(for: Trial(style: style, probe: probe))
        } catch {
            return .refused(error)
        }
        return .carried(try places(plain, asking))
    }

    /// Where the second request differs from the first: paths of body members, a header, the address.
    private static func places(_ plain: SentRequest, _ asking: SentRequest) throws -> [String] {
        var places: [String] = []
        differences(try JSONReader.read(plain.body), try JSONReader.read(asking.body), "", &places)
        if plain.url != asking.url { places.append("address") }
        for line in asking.headers where line.name != "accept" && !plain.headers.contains(line) {
            places.append("header")
        }
        return places
    }

    private static func differences(_ a: JSONValue, _ b: JSONValue, _ path: String, _ places: inout [String]) {
        switch (a, b) {
        case (.object(let old), .object(let new)):
            for member in new.members {
                let inner = path.isEmpty ? member.key : "\(path).\(member.key)"
                guard let before = old[member.key] else {
                    places.append(inner)
                    continue
                }
                differences(before, member.value, inner, &places)
            }
            for member in old.members where new[member.key] == nil {
                places.append("no \(path.isEmpty ? member.key : "\(path).\(member.key)")")
            }
        case (.array(let old), .array(let new)) where old.count == new.count:
            for (before, after) in zip(old, new) { differences(before, after, "\(path)[]", &places) }
        case (.array, .array): places.append("\(path)[]")
        default: if a != b { places.append(path) }
        }
    }

    static func markdown() throws -> String {
        var lines = [
            "# What each wire carries", "",
            "Found by asking: each line is the difference between a plain request and one with the feature, so that it shows",
            "where the feature goes. What a wire cannot carry is refused by `railgauge check` (code 65) before anything is sent;",
            "the reason is its message. `Tests/DialectsTests/CarriesTests.swift` holds the dialects to this page",
            "(`RAILGAUGE_WRITE_DOCS=1 swift test --filter CarriesTests` writes it anew). Whether a server heeds what it is sent",
            "is another question: the parity table of a report says what came back. Names that are no dialect are profiles of",
            "`openai-compatible`.", "",
        ]
        for feature in features {
            lines += ["## \(feature.name)", "", "| in the request | wires |", "|---|---|"]
            var rows: [(answer: String, wires: [String])] = []
            for wire in wires {
                let answer = try shown(answer(wire, feature), wire, feature)
                if let row = rows.firstIndex(where: { $0.answer == answer }) {
                    rows[row].wires.append(wire.name)
                } else {
                    rows.append((answer, [wire.name]))
                }
            }
            lines += rows.map { "| \($0.answer) | \($0.wires.joined(separator: ", ")) |" } + [""]
        }
        return lines.dropLast().joined(separator: "\n") + "\n"
    }

    private static func shown(_ answer: Answer, _ wire: Wire, _ feature: Feature) -> String {
        switch answer {
        case .carried(let places):
            return places.isEmpty ? feature.same ?? "always" : places.map { "`\($0)`" }.joined(separator: ", ")
        case .refused(let error):
            // The message begins with the wire, which stands beside it here.
            var found = error.found[...]
            for name in ["profile \(wire.style.profile ?? "null") ", "\(wire.style.dialect.rawValue) "]
            where found.hasPrefix(name) {
                found = found.dropFirst(name.count)
            }
            return "refused: \(found); accepted: \(error.accepted ?? "nothing")".replacing("|", with: "\\|")
        }
    }
}
