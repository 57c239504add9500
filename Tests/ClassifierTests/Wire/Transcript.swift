import Classifier
import Dialects
import Foundation
import Trials

/// One file of Tests/Fixtures, read by its dialect and judged.
enum Transcript {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    static func exchange(_ dialect: DialectName, _ name: String, style: AccessStyle) throws -> Exchange {
        let file = root.appending(path: "\(dialect.rawValue)/\(name).http")
        let bytes = [UInt8](try Data(contentsOf: file))
        return try exchange(CassetteReader.read(bytes, file: file.path()).raw, style: style)
    }

    static func exchange(_ raw: RawReply, style: AccessStyle) throws -> Exchange {
        Exchange(
            request: SentRequest(method: "POST", url: style.baseURL, headers: [], body: []), raw: raw,
            reply: try style.makeDialect().read(raw))
    }

    static func style(_ dialect: DialectName) -> AccessStyle {
        let model =
            switch dialect {
            case .anthropic: "claude-opus-5-5"
            case .openAICompatible: "tiny-7b"
            case .openAIChat, .openAIResponses: "gpt-6-sol"
            case .openAICompletions: "base-7b"
            case .azureOpenAI: "lab-gpt"
            case .gemini: "gemini-3-pro"
            case .bedrock: "anthropic.claude-sonnet-4-6"
            }
        return AccessStyle(
            id: "s", dialect: dialect, baseURL: "http://127.0.0.1:9", model: model,
            query: dialect == .azureOpenAI ? ["api-version": "2026-10-21"] : [:])
    }
}
