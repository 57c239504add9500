import Classifier
import Testing

@Suite struct ServedModelTests {
    /// Requested, served, accepted patterns, whether it is the requested model.
    static let table: [(String, String, [String], Bool)] = [
        ("gpt-6-sol", "gpt-6-sol", [], true),
        ("gpt-6-sol", "GPT-6-Sol", [], true),
        ("gpt-6-sol", "gpt-6-sol-2026-09-01", [], true),
        ("claude-sonnet-4-5", "claude-sonnet-4-5-20250929", [], true),
        ("claude-sonnet-4-5", "claude-sonnet-4-5@20250929", [], true),
        ("gpt-4", "gpt-4-0613", [], true),
        ("mistral-large-latest", "mistral-large-2411", [], true),
        ("openai/gpt-6-sol", "gpt-6-sol", [], true),
        ("gpt-6-sol", "openai/gpt-6-sol-2026-09-01", [], true),
        ("claude-sonnet-4-5-20250929", "claude-sonnet-4-5", [], true),
        ("claude-sonnet-4-5-20250929", "claude-sonnet-4-5-20251101", [], false),
        ("gemini-3-pro", "gemini-3-pro-002", [], true),
        ("gemini-3-pro", "gemini-3-pro-123", [], false),
        ("gpt-6-sol", "gpt-6-sol-mini", [], false),
        ("gpt-6-sol", "gpt-6-sol-mini-2026-09-01", [], false),
        ("gpt-6-sol", "gpt-6", [], false),
        ("a/model", "b/model", [], false),
        ("gpt-6-sol", "gpt-6-sol-2026-13-01", [], false),
        ("alias", "weights-q4.gguf", ["weights-*"], true),
        ("alias", "weights-q4.gguf", ["*-q?.gguf"], true),
        ("alias", "weights-q4.gguf", ["weights"], false),
    ]

    @Test(arguments: table)
    func aNameIsTheRequestedModelOrNot(_ requested: String, _ served: String, _ accepted: [String], _ same: Bool) {
        #expect(ServedModel.matches(requested: requested, served: served, accepted: accepted) == same)
    }
}
