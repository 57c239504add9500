extension AccessStyle {
    /// Whether replies are read from cassettes (`replay:DIR` or `replay:DIR#style`): nothing is sent.
    package var replayed: Bool { baseURL.hasPrefix("replay:") }

    /// The folder of the recording, as the study names it, and the style whose attempts are replayed: by default the one
    /// of the same id. nil where the style is not replayed.
    package var recording: (folder: String, style: String)? {
        guard replayed else { return nil }
        let rest = baseURL.dropFirst("replay:".count)
        guard let hash = rest.lastIndex(of: "#") else { return (String(rest), id) }
        return (String(rest[..<hash]), String(rest[rest.index(after: hash)...]))
    }

    /// The style with an address that its dialect can write requests for, where it has none of its own: to read replies
    /// again, and to compare requests.
    package var unaddressed: AccessStyle {
        guard simulated || replayed else { return self }
        var style = self
        style.baseURL = Self.nowhere
        return style
    }

    /// RFC 2606: a name that can never be reached.
    package static let nowhere = "http://replay.invalid"
}
