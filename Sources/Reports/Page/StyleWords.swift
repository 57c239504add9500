import Formats
import Trials

/// What stands behind the name of an access style: names made of a grid (`me.system-2.history-drop`) say nothing to a reader.
extension Report {
    /// One sentence for each style that sends something the others do not; empty where none does.
    var styleWords: [String] {
        let all = styles.map { style in
            (style.credential(among: styles).map { [$0] } ?? []) + style.sent(quoting: 140)
                // Imported styles have a name and nothing behind it.
                + (Set(styles.map(\.model)).count > 1 && style.model != style.id
                    ? ["the model \(Prose.cell(style.model))"] : [])
        }
        let shared = styles.count < 2 ? [] : all.dropFirst().reduce(Set(all.first ?? [])) { $0.intersection($1) }
        return zip(styles, all).compactMap { style, words in
            let own = words.filter { !shared.contains($0) }
            return own.isEmpty ? nil : "\(Prose.cell(style.id)): \(own.joined(separator: "; "))."
        }
    }
}

extension AccessStyle {
    /// What it sends beside the prompt, in words.
    ///
    /// - Parameter most: characters of a text that are quoted.
    func sent(quoting most: Int) -> [String] {
        var out: [String] = []
        func quoted(_ text: String) -> String {
            "\"" + Prose.cell(text.count > most ? text.prefix(most) + "…" : text) + "\""
        }
        if let system { out.append("system prompt \(quoted(system))") }
        if let prefill { out.append("the answer begun with \(quoted(prefill))") }
        switch history {
        case .keep: break
        case .drop: out.append("only prompts that stand alone, without their history")
        }
        if let reasoning { out.append("reasoning \(Prose.cell(reasoning.compact))") }
        if case .object(let members) = body, !members.isEmpty {
            out.append("in the request \(Prose.cell(body.compact))")
        }
        if let temperature = sampling.temperature { out.append("temperature \(Prose.amount(temperature))") }
        if let topP = sampling.topP { out.append("top-p \(Prose.amount(topP))") }
        if let logprobs = ask.logprobs {
            out.append(counted(logprobs, "log probability", "log probabilities") + " asked for")
        }
        if ask.continuation { out.append("a continuation asked for") }
        return out
    }
}
