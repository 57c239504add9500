import Formats

/// Requests of one client that its log has begun and not yet answered, oldest first.
///
/// An answer takes time that does not depend on how many are open: a client that is stopped, or polls, leaves some open for
/// the rest of the log.
struct OpenRequests {
    private struct Waiting {
        var model: String?
        /// Nil where the log shows none.
        var body: JSONValue?
    }

    private var waiting: [Waiting] = []
    /// Those before it are answered.
    private var first = 0
    /// Open requests by the model that they asked for.
    private var models: [String?: Int] = [:]

    /// More than any client has on its way at once: of older ones the log never tells.
    static let most = 1024

    mutating func add(_ body: JSONValue?) {
        if waiting.count - first == Self.most { _ = take() }
        let model = body?["model"]?.string
        waiting.append(Waiting(model: model, body: body))
        models[model, default: 0] += 1
    }

    /// What the next answer may belong to: the model where all that are open asked for it, the body where one is open.
    mutating func answered() -> (model: String?, asked: JSONValue?) {
        let (open, asked) = (waiting.count - first, models.count)
        guard let oldest = take() else { return (nil, nil) }
        return (asked == 1 ? oldest.model : nil, open == 1 ? oldest.body : nil)
    }

    private mutating func take() -> Waiting? {
        guard first < waiting.count else { return nil }
        let oldest = waiting[first]
        // Its body is no longer needed, also while it waits to be cleared away.
        waiting[first].body = nil
        first += 1
        if first == Self.most {
            waiting.removeFirst(first)
            first = 0
        }
        if let count = models[oldest.model] { models[oldest.model] = count > 1 ? count - 1 : nil }
        return oldest
    }
}
