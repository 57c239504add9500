import Testing
import Trials

@testable import Dialects

/// A profile's tiers, never its status, say whether its access is in force.
struct UserProfileTests {
    private func profile(_ text: String, status: Int = 200) -> UserProfile? {
        UserProfile(RawReply(status: status, body: Array(text.utf8)))
    }

    @Test func theTiersCountAndNotTheStatus() throws {
        let idle = try #require(
            profile(
                #"{"id":"uprof_1","enforcement_status":"unrestricted","programs":{"cyber":{"status":"active","tiers":"#
                    + #"{"a":{"status":"inactive"},"b":{"status":"inactive"}}}}}"#))
        #expect(!idle.inForce && idle.words == "cyber: no tier active of 2")
        let active = try #require(
            profile(
                #"{"programs":{"cyber":{"status":"active","tiers":{"a":{"status":"active"},"b":{"status":"inactive"}}}},"#
                    + #""enforcement_status":"restricted"}"#))
        #expect(active.inForce && active.words == "cyber: tiers a active of 2; enforcement restricted")
    }

    @Test func whatIsNoProfileIsNone() {
        #expect(profile("{}") == nil)
        #expect(profile(#"{"programs":{}}"#, status: 404) == nil)
        #expect(profile("<html>") == nil)
        #expect(profile(#"{"programs":{}}"#)?.inForce == false)
    }

    @Test func whatTiersRequireTheWorkspaceMayRefuse() throws {
        let own = try #require(
            profile(
                #"{"programs":{"cyber":{"tiers":{"a":{"status":"active"}},"requirements":{"data_retention":false,"human_review":true}}}}"#
            ))
        func workspace(_ review: String) throws -> Workspace {
            try #require(
                Workspace(
                    RawReply(
                        status: 200,
                        body: Array(#"{"id":"w","inference_data_privacy":{"human_review":\#(review)}}"#.utf8))))
        }
        #expect(own.words == "cyber: tiers a active of 1, which require human review")
        let (off, on) = (try workspace(#"{"type":"disabled"}"#), try workspace(#"{"type":"enabled"}"#))
        let (silent, new) = (try workspace("null"), try workspace(#"{"type":"partly"}"#))
        #expect(own.isUnmet(by: off))
        // What it does not tell, or tells in a new word, is not known.
        for workspace in [on, silent, new] { #expect(!own.isUnmet(by: workspace)) }
        #expect(silent.words == "workspace: tells nothing of data privacy")
        let style = AccessStyle(id: "a", dialect: .anthropic, baseURL: "https://api.anthropic.com", model: "m")
        let raw = RawReply(status: 200, headers: [HeaderLine("Anthropic-Workspace-Id", "wrkspc_1")], body: [])
        #expect(
            Workspace.question(of: style, after: raw)?.url
                == "https://api.anthropic.com/v1/organizations/workspaces/wrkspc_1?beta=true")
        #expect(Workspace.question(of: style, after: RawReply(status: 200, body: [])) == nil)
    }

    @Test func onlyAStyleThatSendsAProfileIsAskedFor() {
        var style = AccessStyle(id: "a", dialect: .anthropic, baseURL: "https://api.anthropic.com", model: "m")
        #expect(UserProfile.question(of: style) == nil)
        style.headers = ["Anthropic-User-Profile-Id": "uprof_1"]
        #expect(UserProfile.question(of: style)?.url == "https://api.anthropic.com/v1/user_profiles/uprof_1")
        style.headers = ["anthropic-user-profile-id": "../admin"]
        #expect(UserProfile.question(of: style) == nil)
    }
}
