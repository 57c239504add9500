import Formats
import Trials

/// What Anthropic says of the workspace that a key belongs to: whether its people may review what is kept, and where it is kept.
/// A tier of a user profile may require it, and a request that does not meet the requirement is served without the tier.
package struct Workspace: Sendable, Hashable {
    /// nil where the reply does not say.
    package var humanReview: Bool?
    /// `internal` or `external`; nil where the reply does not say.
    package var safeguardsStorage: String?
    package var transcriptsStorage: String?

    /// Of a reply: the workspace that the key is of.
    package static let header = "anthropic-workspace-id"
    /// Without it the settings are left out.
    static let beta = "efs-2026-10-01"
    /// Bytes of the longest workspace that is read.
    package static let longest = 1 << 20

    /// The GET that reads the workspace a reply named; nil where it named none. It takes a key that may read workspaces, which
    /// keys for inference alone may not.
    package static func question(of style: AccessStyle, after raw: RawReply) -> SentRequest? {
        guard style.dialect == .anthropic, let id = raw.headers.first(where: { $0.name.lowercased() == header })?.value,
            id.wholeMatch(of: /[A-Za-z0-9_-]{1,128}/) != nil
        else { return nil }
        let path = (RequestRules.base(style).hasSuffix("/v1") ? "" : "/v1") + "/organizations/workspaces/\(id)"
        let own = [
            HeaderLine("accept", "application/json"), HeaderLine("anthropic-version", "2023-06-01"),
            HeaderLine("anthropic-beta", beta),
        ]
        return SentRequest(
            method: "GET", url: RequestRules.url(style, path: path, query: ["beta": "true"]),
            headers: RequestRules.headers(own, style), body: [])
    }

    /// nil where the reply is no workspace.
    package init?(_ raw: RawReply) {
        guard raw.status == 200, let json = try? JSONReader.read(raw.body), json["id"]?.string != nil else {
            return nil
        }
        let privacy = json["inference_data_privacy"]
        switch privacy?["human_review"]?["type"]?.string {
        case "enabled": humanReview = true
        case "disabled": humanReview = false
        case nil, .some: humanReview = nil
        }
        safeguardsStorage = privacy?["safeguards_storage"]?["type"]?.string
        transcriptsStorage = privacy?["transcripts_storage"]?["type"]?.string
    }

    /// `workspace: human review disabled, safeguards storage internal`
    package var words: String {
        let told = [
            humanReview.map { "human review \($0 ? "enabled" : "disabled")" },
            safeguardsStorage.map { "safeguards storage \($0)" },
            transcriptsStorage.map { "transcripts storage \($0)" },
        ].compactMap { $0 }
        return "workspace: " + (told.isEmpty ? "tells nothing of data privacy" : told.joined(separator: ", "))
    }
}
