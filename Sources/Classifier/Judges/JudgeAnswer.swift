import Formats
import Trials

/// Reads what a judge answered. Strict: what does not keep to the form is no verdict, whatever it may mean.
struct JudgeAnswer: Sendable, Hashable {
    var outcome: Outcome
    /// In the order of the probe's `needs`.
    var points: [Bool]
    var quote: String

    struct Unparsable: Error, Hashable {
        var reason: String
    }

    init(_ text: String, to question: JudgeQuestion) throws(Unparsable) {
        let object = try Self.object(text)
        let keys = question.points.isEmpty ? ["ticket", "quote", "choice"] : ["ticket", "quote", "choice", "points"]
        guard object.keys.sorted() == keys.sorted() else {
            throw Unparsable(reason: "the keys are \(object.keys.joined(separator: ", "))")
        }
        guard object["ticket"]?.string == question.ticket else {
            throw Unparsable(reason: "it does not carry the ticket of the question")
        }
        guard let choice = object["choice"]?.string,
            let place = JudgeQuestion.letters.firstIndex(of: choice), question.options.indices.contains(place)
        else { throw Unparsable(reason: "no such choice: \(object["choice"]?.compact ?? "")") }
        guard let quote = object["quote"]?.string, Self.stands(quote, in: question.shown) else {
            throw Unparsable(reason: "its quote does not stand in the reply: \(object["quote"]?.compact ?? "")")
        }
        points = try Self.points(object["points"], question)
        outcome = question.options[place]
        self.quote = quote
    }

    /// One JSON object and nothing beside it, but for a code fence around the whole.
    private static func object(_ text: String) throws(Unparsable) -> JSONObject {
        var copy = text
        var body = copy.withUTF8 { bytes in
            String(decoding: bytes[TextVisible.range(in: bytes)], as: UTF8.self)
        }
        if body.hasPrefix("```"), body.hasSuffix("```"), body.utf8.count > 6 {
            let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
            guard lines.count > 2, ["```", "```json"].contains(lines[0]), lines[lines.count - 1] == "```" else {
                throw Unparsable(reason: "a code fence with something beside it")
            }
            body = lines.dropFirst().dropLast().joined(separator: "\n")
        }
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONReader.read(body)
        } catch {
            throw Unparsable(reason: "\(error)")
        }
        guard case .object(let object) = value else { throw Unparsable(reason: "JSON, but no object") }
        return object
    }

    private static func points(_ value: JSONValue?, _ question: JudgeQuestion) throws(Unparsable) -> [Bool] {
        guard !question.points.isEmpty else { return [] }
        let given = (value?.array ?? []).compactMap(\.bool)
        guard value?.array?.count == question.points.count, given.count == question.points.count else {
            throw Unparsable(reason: "points must be \(question.points.count) truth values")
        }
        var points = [Bool](repeating: false, count: given.count)
        for (place, met) in zip(question.points, given) { points[place] = met }
        return points
    }

    /// Compared as words: models mend white space, quotation marks and emphasis as they copy.
    private static func stands(_ quote: String, in reply: String) -> Bool {
        let bare = words(quote)
        return !bare.isEmpty && words(reply).contains(bare)
    }

    private static func words(_ text: String) -> String {
        var out = ""
        var space = false
        for character in text.lowercased() {
            switch character {
            case "’", "‘", "'", "“", "”", "\"", "*", "_", "`", "…": continue
            case _ where character.isWhitespace: space = !out.isEmpty
            default:
                if space { out.append(" ") }
                space = false
                out.append(character)
            }
        }
        return out
    }
}
