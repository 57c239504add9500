import Formats
import Trials
import Vendors

/// Azure OpenAI: Chat Completions under a deployment.
///
/// Classic addresses (`https://{resource}.openai.azure.com`) name the deployment, which is the style's `model`, in the
/// path and need `query: {api-version: …}`. Addresses that end in `/openai/v1` take it as `model` in the body.
package struct AzureOpenAI: Dialect {
    private let chat: ChatCompletions

    package init(style: AccessStyle) throws(DialectError) {
        // The filter policy belongs to the deployment; `system` is the role that all its models take.
        var quirks = ChatQuirks(maxTokens: "max_completion_tokens")
        if !RequestRules.base(style).hasSuffix("/v1") {
            guard style.query.keys.contains("api-version") else {
                throw DialectError(
                    style: style.id, key: "query.api-version", found: "a classic address needs a dated version",
                    accepted: "query: {api-version: YYYY-MM-DD}, or base_url: https://…/openai/v1")
            }
            quirks.namesModel = false
            quirks.path = "/openai/deployments/\(RequestRules.escaped(style.model))/chat/completions"
        }
        chat = try ChatCompletions(style: style, quirks: quirks)
    }

    package func request(for trial: Trial) throws(DialectError) -> SentRequest { try chat.request(for: trial) }

    /// An Entra token is a JSON Web Token and goes as bearer; anything else is the resource's key.
    package func authentication(_ secret: Secret) -> [HeaderLine] {
        let text = secret.reveal()
        let token = text.hasPrefix("eyJ") && text.count(where: { $0 == "." }) == 2
        return token ? chat.authentication(secret) : [HeaderLine("api-key", text)]
    }

    package func reader(status: Int?, headers: [HeaderLine], prefill: String?) -> any ReplyReading {
        chat.reader(status: status, headers: headers, prefill: prefill)
    }
}
