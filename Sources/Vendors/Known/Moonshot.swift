import Formats
import Trials

extension Vendor {
    static let moonshot = Vendor(
        name: "moonshot", title: "Moonshot (Kimi)", addresses: [.openAICompatible: "https://api.moonshot.ai/v1"],
        hosts: ["moonshot.ai", "moonshot.cn"], makes: ["kimi", "moonshot"], aliases: ["moonshotai"],
        chat: ChatQuirks(seed: nil),
        codes: [
            "access_terminated_error": .accountEnforcement, "exceeded_current_quota_error": .billing,
            "rate_limit_reached_error": .rateLimited, "invalid_authentication_error": .authentication,
            "incorrect_api_key_error": .authentication, "engine_overloaded_error": .overloaded,
            "resource_not_found_error": .notFound,
        ],
        requestIDs: ["msh-request-id"],
        error: { error, _, _ in
            // The word stands where others have a type of error; the message names no category.
            guard error.type == "content_filter", error.message?.lowercased().contains("high risk") == true else {
                return nil
            }
            return BlockSign(
                rule: "moonshot.error.content-filter", field: "error.type", quote: error.message ?? "",
                layer: .inputFilter, provider: "moonshot", saysInput: true)
        })
}
