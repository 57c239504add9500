import Formats
import Statistics
import Trials

/// A question that `plan --solve` takes: `differs(trusted, public, cyber) 10 points`, `alike(trusted, public, cyber) 25 %`,
/// `width(public, cyber) 5`. Numbers are percentage points; `alike` may name a share of the reference's rate.
package struct PlanQuestion: Sendable {
    package enum Kind: Sendable {
        case differs(Comparison, points: Double)
        case alike(Comparison, Margin)
        case width(String, points: Double)
    }

    package struct Fault: Error {
        package let found: String
        package let accepted: String
    }

    let text: String
    package let kind: Kind
    let field: String

    package init(_ text: String, study: Study, fields: [String]) throws(Fault) {
        func fault(_ found: String) -> Fault {
            Fault(
                found: found,
                accepted:
                    "differs(A, B, FIELD) POINTS, alike(A, B, FIELD) POINTS, alike(A, B, FIELD) SHARE % (of the rate of "
                    + "B), width(STYLE, FIELD) POINTS with styles \(study.styles.map(\.id).joined(separator: ", ")) and "
                    + "fields \(fields.joined(separator: ", "))")
        }
        guard let match = text.wholeMatch(of: /\s*(\w+)\s*\(([^()]*)\)\s*([0-9.]+)\s*(points|%)?\s*/),
            let number = Double(match.3), number > 0, number < 100
        else { throw fault("it cannot be read") }
        let words = match.2.split(separator: ",").map { $0.trimming(while: \.isWhitespace) }
        func style(_ word: String) throws(Fault) -> String {
            guard study.styles.contains(where: { $0.id == word }) else { throw fault("there is no style '\(word)'") }
            return word
        }
        // In a study of one field all of it is that field.
        let named = words.last == Rows.all && fields.count == 1 ? fields[0] : words.last
        guard let field = named, fields.contains(field) else {
            throw fault("there is no field '\(words.last ?? "")'")
        }
        if words.count == 3, words[0] == words[1] { throw fault("'\(words[0])' stands against itself") }
        let isShare = match.4 == "%"
        self.text = text
        self.field = field
        switch (String(match.1), words.count, isShare) {
        case ("differs", 3, false):
            kind = .differs(Comparison(a: try style(words[0]), b: try style(words[1])), points: number / 100)
        case ("alike", 3, false):
            kind = .alike(Comparison(a: try style(words[0]), b: try style(words[1])), .points(number / 100))
        case ("alike", 3, true):
            kind = .alike(Comparison(a: try style(words[0]), b: try style(words[1])), .ofReference(number / 100))
        case ("width", 2, false): kind = .width(try style(words[0]), points: number / 100)
        default: throw fault("'\(match.1)' with \(words.count) names\(isShare ? " and a share" : "") is no question")
        }
    }
}

extension StudyPlan {
    /// How many scenarios it takes, in a sentence.
    package func solve(_ question: PlanQuestion) -> String {
        let field = question.field
        let here = fields.first { $0.field == field }?.scenarios ?? 0
        let needed: Int?
        let assumed: String
        switch question.kind {
        case .differs(let pair, let points):
            let plan = comparison(pair, field, scenarios: 1)
            needed = plan.probesNeeded(difference: points, power: Self.power)
            assumed = "where \(Prose.short(plan.discordant)) of prompts differ, or as many as the difference takes"
        case .alike(let pair, let margin):
            if let beyond = differenceBeyond(margin, pair, field) {
                return "\(question.text): \(Self.neverAlike(beyond))"
            }
            needed = scenariosForLikeness(pair, field, within: margin)
            assumed =
                seen(pair, field).map {
                    "where the styles are as different as in the pilot (\(Prose.points($0.difference)) points)"
                } ?? "where no prompt differs"
        case .width(let style, let points):
            needed = (1...20_000).first { scenarios in
                halfWidth(style, field, scenarios: scenarios).map { $0 <= points } ?? false
            }
            assumed = "at a rate of \(Prose.short(expected(style, field).rate))"
        }
        guard let needed else { return "\(question.text): not with 20,000 scenarios, \(assumed)" }
        return
            "\(question.text): \(counted(needed, "scenario")) on \(field) (the study has \(here)), \(counted(study.repeats, "repeat")) each, "
            + "\(counted(needed * study.repeats, "request")) a style; \(assumed)"
    }
}

extension Substring {
    fileprivate func trimming(while drops: (Character) -> Bool) -> String {
        var rest = self
        while let first = rest.first, drops(first) { rest.removeFirst() }
        while let last = rest.last, drops(last) { rest.removeLast() }
        return String(rest)
    }
}
