import Dialects
import Formats
import Foundation
import Runs
import Studies
import Trials

/// What can be known of a study's judges before the first request.
extension Preflight {
    var judges: [Judge] { file.study.judge?.judges ?? [] }

    /// Everything that requests go to with a credential: the styles that are sent, and the judges.
    var reached: [AccessStyle] { styles + judges.map(\.style) }

    /// A judge's wire must express its question, and the files it names be there.
    static func checkJudges(_ file: StudyFile, _ mistakes: inout Mistakes) {
        for judge in file.study.judge?.judges ?? [] {
            let probe = Probe(id: "question", system: judge.rubric.task, turns: [Turn(.user, "question")])
            do throws(DialectError) {
                try judge.style.validateDialect(probes: [probe])
            } catch {
                mistakes.add(error.inputError(file: file.path))
            }
            if let ca = judge.style.caFile, access(ca, R_OK) != 0 {
                mistakes.add(
                    InputError(
                        file: file.path, place: "judge '\(judge.id)', key 'ca_file'",
                        found: "\(ca): \(String(cString: strerror(errno)))", accepted: "a PEM file that can be read"))
            }
        }
    }

    var judgeWarnings: [String] {
        guard let panel = file.study.judge else { return [] }
        var out = panel.notices(styles)
        for judge in panel.judges
        where judge.style.price == nil && !judge.style.loopback && file.study.budget.usd != nil {
            out.append(
                "judge \(judge.id) has no price: its cost counts against the budget only where its replies state one")
        }
        return out
    }

    /// What would be asked, judge by judge.
    var judgePlan: String {
        guard let panel = file.study.judge else { return "" }
        let which: String
        switch panel.when {
        case .unsure: which = "replies that the classifier is not sure of"
        case .always: which = "every reply that is judged by its text"
        }
        var out = "  judges: \(which), and the points of \(counted(pointQuestions, "trial"))"
        out += panel.judges.count > 1 ? "; the panel agrees by \(panel.agree.rawValue)\n" : "\n"
        for judge in panel.judges {
            let vendor = (judge.vendor?.rawValue ?? "unknown vendor") + (judge.local ? ", local" : "")
            out += "  judge \(judge.id): at most \(judgeable.count) questions, \(judge.style.dialect.rawValue), "
            out +=
                "\(judge.style.model) (\(vendor)) at \(judge.style.baseURL), key \(judge.style.key?.label ?? "none"), "
            out += "rubric \(judge.rubric.mark)\n"
        }
        return out
    }

    /// Every trial a question to every judge, and every text as long as its cap; nil where no judge has a price.
    var estimatedJudgeCost: Double? {
        var total: Double?
        for judge in judges {
            guard let price = judge.style.price else { continue }
            let most =
                Double(4 * judge.replyLimit + 6_000) / Double(Self.bytesPerToken) * price.inputUSDPerMTok / 1e6
                + Double(judge.style.sampling.maxOutputTokens) * price.outputUSDPerMTok / 1e6
            total = (total ?? 0) + most * Double(judgeable.count)
        }
        return total
    }

    private var judgeable: [PlannedTrial] {
        order.trials.filter {
            styles.contains(file.study.styles[$0.style])
                && ![.control, .sentinel].contains(order.probes[$0.probe].role)
        }
    }

    private var pointQuestions: Int {
        judgeable.count { order.probes[$0.probe].check == nil && !order.probes[$0.probe].needs.isEmpty }
    }
}
