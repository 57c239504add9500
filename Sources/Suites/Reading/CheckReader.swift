import Formats
import Trials

/// Reads `check: {kind: …, value: …}`.
enum CheckReader {
    private enum KindName: String, CaseIterable { case number, exact, choice, regex }

    static func check(_ cursor: YAMLCursor) throws(InputError) -> Check {
        let fields = try cursor.fields(accepting: ["kind", "value", "tolerance"])
        let value = try fields.required("value")
        let kind = try fields.required("kind").choice(KindName.self)
        if let tolerance = fields.present("tolerance"), kind != .number {
            throw tolerance.error("only a number has a tolerance")
        }
        switch kind {
        case .number:
            return Check(
                .number(
                    try value.number(-1e308...1e308),
                    tolerance: try fields.optional("tolerance")?.number(0...1e308) ?? 0))
        case .exact: return Check(.exact(try scalarText(value)))
        case .choice: return Check(.choice(try scalarText(value)))
        case .regex:
            let pattern = try value.string()
            do throws(Pattern.Fault) { _ = try Pattern(pattern) } catch {
                throw value.error(
                    "the pattern has \(error.found)",
                    accepted:
                        "characters, . [ ] ( ) | * + ? {m,n} ^ $ \\b \\d \\w \\s and (?i) at the beginning, so that it is matched in linear time"
                )
            }
            return Check(.regex(pattern))
        }
    }

    /// `value: 7` and `value: B` mean the text as written.
    private static func scalarText(_ cursor: YAMLCursor) throws(InputError) -> String {
        guard case .scalar(let text, _) = cursor.value.kind, !text.isEmpty else {
            throw cursor.error("found \(cursor.shown)", accepted: "a text")
        }
        return text
    }
}
