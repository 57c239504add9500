import Formats
import Foundation
import Trials

@testable import Simulator

extension Probe {
    static func make(
        _ id: String = "p1", field: String = "cyber", frame: Frame = .typical, role: Role = .main,
        text: String? = nil, system: String? = nil, check: Check? = nil
    ) -> Probe {
        Probe(
            id: id, field: field, role: role, frame: frame, system: system,
            turns: [Turn(.user, text ?? "Please review the detection rule of \(id).")], check: check)
    }
}

extension Scenario {
    /// One style `s` with one rule.
    static func make(_ play: Play, share: Double = 1, seed: UInt64 = 7, faults: [FaultRule] = []) -> Scenario {
        Scenario(
            name: "test", seed: seed,
            styles: [ScenarioStyle(id: "s", faults: faults, rules: [Rule(outcomes: [OutcomeShare(share, play)])])])
    }
}

/// Requests as a client writes them.
enum Ask {
    static func anthropic(
        _ text: String, stream: Bool = true, key: String = "sim-s", model: String = "m-1", more: String = "",
        headers: [String] = []
    ) -> [UInt8] {
        request(
            "/v1/messages", headers: ["x-api-key: \(key)", "anthropic-version: 2023-06-01"] + headers,
            body: #"{"model":"\#(model)","max_tokens":1024,"messages":[{"role":"user","content":\#(text.quoted)}],"#
                + #""stream":\#(stream)\#(more)}"#)
    }

    static func openAI(
        _ text: String, stream: Bool = true, key: String = "sim-s", model: String = "m-1", more: String = "",
        headers: [String] = []
    ) -> [UInt8] {
        request(
            "/v1/chat/completions", headers: ["Authorization: Bearer \(key)"] + headers,
            body: #"{"model":"\#(model)","messages":[{"role":"user","content":\#(text.quoted)}],"#
                + #""stream":\#(stream)\#(more)}"#)
    }

    static func of(_ probe: Probe, _ dialect: DialectName = .anthropic, stream: Bool = true) -> [UInt8] {
        let text = probe.turns[probe.turns.count - 1].text
        return dialect == .anthropic ? anthropic(text, stream: stream) : openAI(text, stream: stream)
    }

    static func request(_ path: String, headers: [String], body: String) -> [UInt8] {
        Array(
            "POST \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n\(headers.map { $0 + "\r\n" }.joined())Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
                .utf8)
    }
}

/// Starts a server, runs the body, and always stops it.
func withServer<Result: Sendable>(
    _ scenario: Scenario, _ probes: [Probe] = [.make()], seed: UInt64? = nil, finished: [TrialKey] = [],
    now: @escaping @Sendable () -> Double = { 1_790_000_000 },
    _ body: (SimulatorServer, UInt16) async throws -> Result
) async throws -> Result {
    let server = SimulatorServer(scenario: scenario, probes: probes, seed: seed, finished: finished, now: now)
    let port = try await server.start()
    do {
        let result = try await body(server, port)
        await server.stop()
        return result
    } catch {
        await server.stop()
        throw error
    }
}

extension Responder.Answer {
    /// Every byte of the answer, where nothing but bytes is in it.
    var text: String {
        String(decoding: steps.flatMap { if case .bytes(let bytes) = $0 { bytes } else { [UInt8]() } }, as: UTF8.self)
    }
}

extension Responder {
    static func make(_ scenario: Scenario, _ probes: [Probe] = [.make()]) -> Responder {
        Responder(scenario: scenario, probes: probes, ledger: PlayLog(finished: []), now: { 1_790_000_000 })
    }

    /// Asks without sockets.
    func answer(_ bytes: [UInt8]) throws -> Answer {
        var reader = HTTPRequestReader()
        reader.feed(bytes)
        guard case .request(let request) = reader.next() else { throw InputError(file: "test", found: "no request") }
        return answer(request)
    }
}
