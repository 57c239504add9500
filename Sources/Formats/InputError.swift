/// Bad study, suite or data. Nothing has been sent when it is thrown; the command exits 65.
package struct InputError: Error, Hashable, CustomStringConvertible {
    package var file: String
    /// 1-based; nil when the file as a whole is meant.
    package var line: Int?
    /// The probe, style or key: `probe 'x', key 'expect'`.
    package var place: String?
    package var found: String
    package var accepted: String?
    package var advice: String?
    /// What else was found in the same reading.
    package var others: [InputError] = []

    /// This one and the others, each alone.
    package var all: [InputError] {
        var own = self
        own.others = []
        return [own] + others
    }

    package init(
        file: String, line: Int? = nil, place: String? = nil, found: String, accepted: String? = nil,
        advice: String? = nil
    ) {
        self.file = file
        self.line = line
        self.place = place
        self.found = found
        self.accepted = accepted
        self.advice = advice
    }

    package var description: String {
        var text = file
        if let line { text += ":\(line)" }
        text += ": "
        if let place { text += "\(place): " }
        text += found
        if let accepted { text += "; accepted: \(accepted)" }
        if let advice { text += ". \(advice)" }
        return text
    }
}
