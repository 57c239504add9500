import Formats
import Trials

/// One wire format under one access style: a trial becomes an HTTP request, bytes become a reply. No I/O.
///
/// Made once per style (`style.makeDialect()`); what is the same in every request is encoded then.
///
/// ```swift
/// let dialect = try style.makeDialect()
/// let request = try dialect.request(for: trial)  // bytes, without the credential
/// let reply = dialect.read(raw)                  // of what came back
/// ```
package protocol Dialect: Sendable {
    /// Refuses a style that its wire cannot express.
    init(style: AccessStyle) throws(DialectError)

    /// The request of a trial under this dialect's style, without its credential.
    ///
    /// - Throws: `DialectError` where the probe asks for what the wire cannot do (a prefill, for one).
    func request(for trial: Trial) throws(DialectError) -> SentRequest

    /// The header lines that carry the credential. Kept apart so that no recorded request ever has them.
    func authentication(_ secret: Secret) -> [HeaderLine]

    /// A reader for one reply, from its head on. `status` is nil where no head arrived.
    ///
    /// - Parameter prefill: what the trial began the reply with, which some servers put before the model's words; nil: the
    ///   style's own.
    func reader(status: Int?, headers: [HeaderLine], prefill: String?) -> any ReplyReading
}

/// A value that bytes are fed to as they arrive.
package protocol ReplyReading: Sendable {
    /// - Parameter nanoseconds: since the start of the attempt.
    mutating func feed(_ bytes: UnsafeBufferPointer<UInt8>, at nanoseconds: Int64)

    /// What was read. Call it once, when the body has ended, well or badly.
    mutating func finish() -> Reply

    /// What is known so far, for a caller that wants to stop early.
    var progress: ReadingProgress { get }

    /// The visible text so far.
    var text: String { get }
}

/// How far a reply that still comes has come.
package struct ReadingProgress: Sendable, Hashable {
    /// UTF-8 bytes of visible text, of all its choices.
    package var textBytes: Int
    /// The provider's structured refusal has begun.
    package var refused: Bool
}

extension ReplyReading {
    package mutating func feed(_ bytes: [UInt8], at nanoseconds: Int64) {
        bytes.withUnsafeBufferPointer { feed($0, at: nanoseconds) }
    }
}

extension Dialect {
    /// A reader for a reply of any trial whose probe brings no prefill.
    package func reader(status: Int?, headers: [HeaderLine]) -> any ReplyReading {
        reader(status: status, headers: headers, prefill: nil)
    }

    /// Reads stored bytes again, through the same machine and with the arrival times they had.
    ///
    /// - Parameter prefill: see `reader`; `Trial.prefill`.
    package func read(_ raw: RawReply, prefill: String? = nil) -> Reply {
        guard raw.status != nil else { return Reply() }
        var reader = reader(status: raw.status, headers: raw.headers, prefill: prefill)
        raw.body.withUnsafeBufferPointer { bytes in
            var start = 0
            for arrival in raw.arrivals where arrival.end > start && arrival.end <= bytes.count {
                reader.feed(UnsafeBufferPointer(rebasing: bytes[start..<arrival.end]), at: arrival.at)
                start = arrival.end
            }
            if start < bytes.count {
                reader.feed(UnsafeBufferPointer(rebasing: bytes[start...]), at: raw.arrivals.last?.at ?? 0)
            }
        }
        return reader.finish()
    }
}

extension AccessStyle {
    /// The dialect of this style. Throws where the style asks for what its wire cannot do: exit 65 at check time.
    package func makeDialect() throws(DialectError) -> any Dialect {
        switch dialect {
        case .anthropic: return try AnthropicMessages(style: self)
        case .openAIChat: return try ChatCompletions(style: self)
        case .openAICompatible:
            return ask.continuation ? try TextCompletions(style: self) : try ChatCompletions(style: self)
        case .openAIResponses: return try OpenAIResponses(style: self)
        case .openAICompletions: return try TextCompletions(style: self)
        case .azureOpenAI: return try AzureOpenAI(style: self)
        case .gemini: return try GeminiGenerateContent(style: self)
        case .bedrock: return try BedrockConverse(style: self)
        }
    }

    /// Whether every request of these probes can be written. Nothing is sent.
    package func validateDialect(probes: [Probe] = []) throws(DialectError) {
        let dialect = try makeDialect()
        for probe in probes { _ = try dialect.request(for: Trial(style: self, probe: probe)) }
    }
}
