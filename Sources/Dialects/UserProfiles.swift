import Formats
import Trials

/// What Anthropic says of a user profile: which tiers of which programme are active for it. A profile may be active while
/// none of its tiers is, so that its own status says nothing of the access.
package struct UserProfile: Sendable, Hashable {
    /// Programme to tiers with their status, in the order of the reply: `cyber`, [("a", "active"), ("b", "inactive")].
    package struct Programme: Sendable, Hashable {
        package var name: String
        package var status: String?
        package var activeTiers: [String]
        package var tiers: Int
        /// What a request must allow, or it is served without the tiers: `data retention`, `human review`.
        package var requires: [String]
    }

    package var programmes: [Programme]
    /// `unrestricted`, `pending`, `restricted`, `banned`; nil where the reply does not say.
    package var enforcement: String?

    package static let header = "anthropic-user-profile-id"
    /// Bytes of the longest profile that is read.
    package static let longest = 1 << 20

    /// The GET that reads the profile a style sends; nil where it sends none.
    package static func question(of style: AccessStyle) -> SentRequest? {
        guard style.dialect == .anthropic,
            let id = style.headers.first(where: { $0.key.lowercased() == header })?.value,
            id.wholeMatch(of: /[A-Za-z0-9_-]{1,128}/) != nil
        else { return nil }
        let path = (RequestRules.base(style).hasSuffix("/v1") ? "" : "/v1") + "/user_profiles/\(id)"
        let own = [HeaderLine("accept", "application/json"), HeaderLine("anthropic-version", "2023-06-01")]
        return SentRequest(
            method: "GET", url: RequestRules.url(style, path: path, query: [:]),
            headers: RequestRules.headers(own, style), body: [])
    }

    /// nil where the reply is no profile.
    package init?(_ raw: RawReply) {
        guard raw.status == 200, let json = try? JSONReader.read(raw.body), let programs = json["programs"]?.object
        else {
            return nil
        }
        programmes = programs.members.map { member in
            let tiers = member.value["tiers"]?.object?.members ?? []
            return Programme(
                name: member.key, status: member.value["status"]?.string,
                activeTiers: tiers.filter { $0.value["status"]?.string == "active" }.map(\.key), tiers: tiers.count,
                requires: (member.value["requirements"]?.object?.members ?? []).filter { $0.value.bool == true }
                    .map { String($0.key.map { $0 == "_" ? " " : $0 }) })
        }
        enforcement = json["enforcement_status"]?.string
    }

    /// Whether any tier of any programme is active.
    package var inForce: Bool { programmes.contains { !$0.activeTiers.isEmpty } }

    /// Whether what an active programme requires is refused by the workspace.
    package func isUnmet(by workspace: Workspace) -> Bool {
        workspace.humanReview == false
            && programmes.contains { !$0.activeTiers.isEmpty && $0.requires.contains("human review") }
    }

    /// `cyber: tiers a, c active of 3, which require human review`
    package var words: String {
        let own = programmes.map { programme in
            let active =
                programme.activeTiers.isEmpty
                ? "no tier active" : "tiers \(programme.activeTiers.joined(separator: ", ")) active"
            let needs =
                programme.requires.isEmpty ? "" : ", which require \(programme.requires.joined(separator: " and "))"
            return "\(programme.name): \(active) of \(programme.tiers)\(needs)"
        }
        let enforced = enforcement.flatMap { $0 == "unrestricted" ? nil : "enforcement \($0)" }
        return ((own.isEmpty ? ["no programme"] : own) + [enforced].compactMap { $0 }).joined(separator: "; ")
    }
}
