import Attempts
import Formats
import Trials

/// Styles of one host whose keys have different names and one value: two names of one account. It is the classic slip: two
/// variables, one key pasted into both, and what looks like a comparison of two accounts holds one against itself.
struct OneAccount {
    /// Each with the first style that has its key under another name.
    private(set) var pairs: [(first: AccessStyle, other: AccessStyle)] = []

    /// - Throws: `InputError` where a key cannot be had.
    init(_ preflight: Preflight, _ credentials: Credentials) async throws {
        var known: [(print: String, style: AccessStyle)] = []
        for style in preflight.styles where style.meetsAnAccount && style.key != nil {
            // Compared within this call alone, so that no salt is needed.
            let print = try await credentials.fingerprint(of: style, study: preflight.file.path, salt: "one call")
            guard let print else { continue }
            let place = "\(print) \(style.host ?? style.baseURL)"
            pairs += known.filter { $0.print == place && $0.style.key != style.key }.map { ($0.style, style) }
            known.append((place, style))
        }
    }

    /// Two styles that differ in their key alone, and hold one key, would be held against themselves.
    /// - Throws: `Failure` 65.
    func refuse() throws {
        func rest(_ style: AccessStyle) -> String? {
            style.json.object.map {
                JSONValue.object(JSONObject(members: $0.members.filter { !["id", "key"].contains($0.key) })).canonical
                    .compact
            }
        }
        for (first, other) in pairs where rest(first) == rest(other) {
            throw Failure(
                .badInput,
                "styles '\(first.id)' and '\(other.id)' differ in their key alone, and \(first.key?.label ?? "") and "
                    + "\(other.key?.label ?? "") hold the same: they are one account. Nothing was sent; accepted: two keys"
            )
        }
    }

    /// One for each two names.
    var warnings: [String] {
        var told: Set<[String]> = []
        return pairs.compactMap { first, other in
            let names = [first.key?.label ?? "", other.key?.label ?? ""]
            guard told.insert(names).inserted else { return nil }
            return
                "\(names[0]) and \(names[1]) hold the same key: \(first.id) and \(other.id) are one account, so that an approval, a "
                + "limit or a ban on it meets both"
        }
    }

    /// What a run keeps of it, so that its report counts accounts and not names: the first style of the same account, by style.
    func described(_ meta: JSONObject) -> JSONObject {
        guard !pairs.isEmpty else { return meta }
        var (first, out) = (JSONObject(), meta)
        for pair in pairs where first[pair.other.id] == nil { first[pair.other.id] = .string(pair.first.id) }
        out["one_account"] = .object(first)
        return out
    }
}
