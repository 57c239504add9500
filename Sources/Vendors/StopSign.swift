import Trials

/// What a stop reason means. An open set: what no vendor's table holds is `unknown`, never an answer.
package enum StopSign: Hashable, Sendable {
    case normal
    /// A length limit; the text is whole as far as it goes.
    case length
    case toolCall
    case blocked
    /// The server gave up; the kind of error it names.
    case failed(ErrorKind)
    /// The server gave up without a kind: asked again once, and quarantined.
    case spoilt
    case absent
    case unknown

    /// Reads a stop reason as any wire may write it: gateways pass the words of others through, in other cases and with
    /// something before or after a colon (`content_filter: PROHIBITED_CONTENT`); clients write the name of the type before it
    /// (`FinishReason.SAFETY`).
    package init(_ reason: String?) {
        guard let reason, !reason.isEmpty else {
            self = .absent
            return
        }
        if let known = Vendor.stops[reason] {
            self = known
            return
        }
        let parts = reason.split(maxSplits: 1) { $0 == ":" || $0 == "." }.map { Self.folded($0) }
        let known = parts.compactMap { Vendor.foldedStops[$0] }
        // Of two words the one that says more: a cause is more than the act.
        self = known.first { $0 != .normal && $0 != .unknown && $0 != .blocked } ?? known.first ?? .unknown
    }

    /// The server gave up, for a reason that it names.
    package var fails: Bool {
        if case .failed = self { return true }
        return false
    }

    /// Without case, and with one kind of joint: `Content-Filter` is `content_filter`.
    package static func folded(_ word: some StringProtocol) -> String {
        var out = ""
        for character in word.lowercased() where !(character == " " && out.isEmpty) {
            out.append(character == "-" || character == " " ? "_" : character)
        }
        while out.last == "_" { out.removeLast() }
        return out
    }
}
