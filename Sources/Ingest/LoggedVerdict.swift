import Classifier
import Dialects
import Formats
import Trials

/// Gives a logged reply the verdict that a run would have given it: the body goes through the dialect's reader and the
/// classifier's rules, nothing of its own.
package final class LoggedVerdict {
    private struct Kind: Hashable {
        var dialect: DialectName
        var model: String
    }
    private let classifier = Classifier()
    private var known: [Kind: (style: AccessStyle, dialect: any Dialect)] = [:]

    package init() {}

    /// - Parameters:
    ///   - body: as the provider sent it, or the same members as a log keeps them.
    ///   - requested: the model that was asked for; where a log does not say, no reroute can be seen.
    /// - Returns: nil where no such request can be written: the dialect refuses the model's name.
    package func verdict(
        body: [UInt8], status: Int = 200, headers: [HeaderLine] = [HeaderLine("content-type", "application/json")],
        dialect: DialectName, requested: String?, served: String? = nil
    ) -> Verdict? {
        verdict(
            raw: RawReply(status: status, headers: headers, body: body), dialect: dialect, requested: requested,
            served: served)
    }

    /// The same of a reply that is kept byte for byte.
    package func verdict(
        raw: RawReply, dialect name: DialectName, requested: String?, served: String? = nil
    ) -> Verdict? {
        let kind = Kind(dialect: name, model: requested ?? served ?? "unknown")
        guard let (style, dialect) = wire(kind) else { return nil }
        let trial = Trial(style: style, probe: Probe(id: "logged", turns: [Turn(.user, "logged")]))
        let exchange = Exchange(
            request: SentRequest(method: "POST", url: style.baseURL, headers: [], body: []), raw: raw,
            reply: dialect.read(raw))
        var verdict = classifier.verdict(for: exchange, trial: trial)
        // Nobody knows what was asked for: served and requested cannot be held against each other.
        if requested == nil { verdict.served = .unknown }
        return verdict
    }

    private func wire(_ kind: Kind) -> (style: AccessStyle, dialect: any Dialect)? {
        if let known = known[kind] { return known }
        var style = AccessStyle(
            id: "log", dialect: kind.dialect, baseURL: "https://log.invalid/v1", model: kind.model)
        style.stream = false
        guard let dialect = try? style.makeDialect() else { return nil }  // a name that no address can hold
        if known.count > 500 { known = [:] }
        known[kind] = (style, dialect)
        return (style, dialect)
    }
}

extension JSONObject {
    /// A document in the form of Messages that ended in a refusal before any text.
    static func refusal(model: String, category: String?) -> JSONObject {
        var details: JSONObject = ["type": "refusal"]
        details["category"] = category.json
        return [
            "type": "message", "role": "assistant", "model": .string(model), "content": [], "stop_reason": "refusal",
            "stop_details": .object(details), "usage": ["input_tokens": 0, "output_tokens": 0],
        ]
    }
}
