/// A credential. It prints as `***` everywhere; only the transport's edge asks for its value.
package struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let value: String

    package init(_ value: String) { self.value = value }

    /// The credential itself, for the authentication header and for redaction. Never for a row, a log or a message.
    package func reveal() -> String { value }

    /// Its last four characters, by which its owner knows which it is; of a short one nothing.
    package var tail: String { value.count >= 16 ? "…\(value.suffix(4))" : "***" }

    package var description: String { "***" }
    package var debugDescription: String { "***" }
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// Replaces every occurrence of the credential in a text.
    package func redact(_ text: String) -> String {
        value.count < 6 ? text : text.replacing(value, with: "***")
    }
}
