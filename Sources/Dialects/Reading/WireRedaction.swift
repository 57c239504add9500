/// What one vendor writes into its error messages and no file may keep: team and key ids name a customer, and are no
/// evidence of anything.
package enum WireRedaction {
    /// The text with each id after its label replaced by `***`.
    package static func redacted(_ text: String) -> String {
        guard text.contains("Team: ") || text.contains("API key ID: ") else { return text }
        return text.replacing(/(Team: |API key ID: )[^,"\\\s]+/) { "\($0.output.1)***" }
    }

    /// The same for a body as it came. Offsets into the old bytes mean nothing in what it gives back.
    package static func redacted(_ body: [UInt8]) -> [UInt8] {
        guard body.firstRange(of: Array("Team: ".utf8)) != nil || body.firstRange(of: Array("API key ID: ".utf8)) != nil
        else { return body }
        return Array(redacted(String(decoding: body, as: UTF8.self)).utf8)
    }
}
