import Formats
import Trials

/// A style or a probe asks for what its wire format cannot express. Nothing has been sent when it is thrown.
package struct DialectError: Error, Hashable, CustomStringConvertible {
    package var style: String
    package var probe: String?
    /// The key to look at: `prefill`, `ask.seed`, `headers.authorization`.
    package var key: String
    package var found: String
    package var accepted: String?
    package var advice: String?

    package init(
        style: String, probe: String? = nil, key: String, found: String, accepted: String? = nil, advice: String? = nil
    ) {
        self.style = style
        self.probe = probe
        self.key = key
        self.found = found
        self.accepted = accepted
        self.advice = advice
    }

    /// The same as bad input of a study file.
    package func inputError(file: String) -> InputError {
        InputError(file: file, place: place, found: found, accepted: accepted, advice: advice)
    }

    package var description: String {
        var text = "\(place): \(found)"
        if let accepted { text += "; accepted: \(accepted)" }
        if let advice { text += ". \(advice)" }
        return text
    }

    private var place: String {
        "style '\(style)'" + (probe.map { ", probe '\($0)'" } ?? "") + ", key '\(key)'"
    }
}
