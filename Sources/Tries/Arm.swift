import Formats
import Suites
import Trials

/// One version of a prompt that `try` holds against the full one.
///
///     let arms = try Arm.arms(of: prompt, without: [.system, .tools])
///     arms.map(\.words)  // "the full prompt", "without the system prompt", "without the tools"
package struct Arm: Sendable, Hashable {
    /// What can be taken away.
    package enum Part: String, Sendable, CaseIterable { case history, context, system, tools }

    package enum Kind: Sendable, Hashable {
        case full
        case without(Part)
        /// Another system prompt, by the name of its file.
        case system(String)
        /// Innocuous turns in place of the history, by the name of their file.
        case padded(String)
        /// The same request in other words, by the name of its file.
        case worded(String)
    }

    package var kind: Kind
    package var probe: Probe

    /// The id of its probe: `full`, `without-history`, `system-NAME`, `padded-NAME`, `wording-NAME`.
    package var name: String { probe.id }

    /// For prose: "without the history".
    package var words: String {
        switch kind {
        case .full: "the full prompt"
        case .without(.history): "without the history"
        case .without(.context): "without the documents"
        case .without(.system): "without the system prompt"
        case .without(.tools): "without the tools"
        case .system(let name): "with the system prompt \(name)"
        case .padded(let name): "after the innocuous turns of \(name)"
        case .worded(let name): "in the words of \(name)"
        }
    }
}

/// Why an arm cannot be made of a prompt.
package struct ArmError: Error, Hashable, CustomStringConvertible {
    /// The flag that asked for it.
    package var flag: String
    package var found: String
    package var accepted: String

    package var description: String { "\(flag): \(found); accepted: \(accepted)" }
}

extension Arm {
    /// The full prompt, then one arm for each thing that is changed: one thing at a time, so that a difference has one reason.
    ///
    /// - Parameters:
    ///   - systems: candidates that stand side by side, as (name, text).
    ///   - paddings: turns that begin with the user and end with the assistant, as (name, turns).
    ///   - wordings: what the user asks for in the end, in other words, as (name, text).
    /// - Throws: `ArmError` where an arm would send what the full prompt or another arm sends, or nothing that can be understood.
    package static func arms(
        of prompt: PromptFile, context: [ContextDocument] = [], without parts: [Part] = [],
        systems: [(name: String, text: String)] = [], paddings: [(name: String, turns: [Turn])] = [],
        wordings: [(name: String, text: String)] = [], expect: Expectation = .answer
    ) throws(ArmError) -> [Arm] {
        var full = Probe(
            id: "full", suite: "try", field: "try", expect: expect, cluster: "try", source: "the user of railgauge try",
            whyBenign: "Stated by the person who tried it; nobody else has reviewed it.", system: prompt.system,
            context: context, standalone: prompt.turns.count == 1, turns: prompt.turns, tools: prompt.tools)
        full.contentHash = full.hashOfContent
        var arms = [Arm(kind: .full, probe: full)]
        func add(_ kind: Kind, _ name: String, _ changes: [Change], _ change: (inout Probe) -> Void) {
            var probe = full
            probe.id = name
            probe.role = .variant
            probe.variantOf = full.id
            probe.changes = changes
            change(&probe)
            probe.contentHash = probe.hashOfContent
            arms.append(Arm(kind: kind, probe: probe))
        }
        for part in parts {
            let flag = "--without \(part.rawValue)"
            switch part {
            case .history:
                guard full.turns.count > 1, let last = full.turns.last, last.speaker == .user else {
                    throw ArmError(
                        flag: flag,
                        found: full.turns.count > 1 ? "the last turn is what a tool gave" : "there is one turn",
                        accepted: "a conversation that ends with the user")
                }
                add(.without(.history), "without-history", [.history]) { $0.turns = [last] }
            case .context:
                guard !full.context.isEmpty else {
                    throw ArmError(flag: flag, found: "there are no documents", accepted: "--context FILE beside it")
                }
                add(.without(.context), "without-context", [.context]) { $0.context = [] }
            case .system:
                guard full.system != nil else {
                    throw ArmError(
                        flag: flag, found: "the file brings no system prompt",
                        accepted: "messages with one, or --system FILE to hold one against none")
                }
                add(.without(.system), "without-system", [.system]) { $0.system = nil }
            case .tools:
                guard !full.tools.isEmpty, full.turns.allSatisfy(\.calls.isEmpty) else {
                    throw ArmError(
                        flag: flag, found: full.tools.isEmpty ? "no tools are declared" : "the history calls tools",
                        accepted: "a file that declares tools and calls none; or --without history")
                }
                add(.without(.tools), "without-tools", [.preamble]) { $0.tools = [] }
            }
        }
        for (name, text) in systems {
            guard text != full.system else {
                throw ArmError(
                    flag: "--system \(name)", found: "the system prompt that the file has", accepted: "another one")
            }
            add(.system(name), "system-\(name)", [.system]) { $0.system = text }
        }
        for (name, text) in wordings {
            guard let last = full.turns.last, last.speaker == .user else {
                throw ArmError(
                    flag: "--wording \(name)", found: "the last turn is what a tool gave",
                    accepted: "a conversation that ends with the user")
            }
            guard text != last.text else {
                throw ArmError(
                    flag: "--wording \(name)", found: "the very words of the full prompt", accepted: "other words")
            }
            add(.worded(name), "wording-\(name)", [.wording]) { $0.turns = full.turns.dropLast() + [Turn(.user, text)] }
        }
        for (name, turns) in paddings {
            guard let last = full.turns.last, last.speaker == .user else {
                throw ArmError(
                    flag: "--pad \(name)", found: "the last turn is what a tool gave",
                    accepted: "a conversation that ends with the user")
            }
            guard turns.first?.speaker == .user, turns.last?.speaker == .assistant, turns.last?.calls.isEmpty == true
            else {
                throw ArmError(
                    flag: "--pad \(name)", found: "turns that cannot stand before another of the user",
                    accepted: "messages that begin with the user and end with the assistant")
            }
            add(.padded(name), "padded-\(name)", [.padding]) { $0.turns = turns + [last] }
        }
        // Sent twice under two names it would be tested against itself.
        var senders: [String: String] = [:]
        for arm in arms {
            if let other = senders.updateValue(arm.name, forKey: arm.probe.contentHash) {
                throw ArmError(
                    flag: arm.flag, found: "the arm \(arm.name) sends the very text of \(other)",
                    accepted: "arms that differ")
            }
        }
        return arms
    }

    /// The flag that asks for it.
    private var flag: String {
        switch kind {
        case .full: "the prompt file"
        case .without(let part): "--without \(part.rawValue)"
        case .system(let name): "--system \(name)"
        case .padded(let name): "--pad \(name)"
        case .worded(let name): "--wording \(name)"
        }
    }

    /// A name for each file of one flag, told apart where two have one: by the folder, then by a number.
    ///
    ///     Arm.names(of: ["a/system.txt", "b/system.txt", "mild.md"])   // "a-system", "b-system", "mild"
    package static func names(of paths: [String]) -> [String] {
        let stems = paths.map { Path.stem(of: $0) }
        var taken: Set<String> = []
        return zip(paths, stems).map { path, stem in
            var name = stem
            if stems.count(where: { $0 == stem }) > 1 {
                let folder = Path.folder(of: path).split(separator: "/").last.map(String.init) ?? "."
                if folder != ".", folder != ".." { name = "\(folder)-\(stem)" }
            }
            name = name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) ? "\($0)" : "-" }
                .joined()
            let plain = String(name.prefix(80))
            name = plain
            var number = 2
            while !taken.insert(name).inserted {
                name = "\(plain)-\(number)"
                number += 1
            }
            return name
        }
    }
}
