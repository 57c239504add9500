import Access
import Formats
import Statistics
import Trials

/// The evaluator's question: can this study show that promised access is in force, and would it see a lapse?
extension StudyPlan {
    var accessAnswers: (can: [String], cannot: [String]) {
        var (can, cannot) = ([String](), [String]())
        for style in study.styles where style.declaresRelaxedAccess {
            for promise in Promise.of(style) { inForce(style, promise, &can, &cannot) }
            lapse(style, &can, &cannot)
        }
        return (can, cannot)
    }

    private func inForce(
        _ style: AccessStyle, _ promise: Promise, _ can: inout [String], _ cannot: inout [String]
    ) {
        let question = "whether \(style.id) keeps its promise on \(promise.name)"
        guard let reference = study.reference(of: style.id, for: promise) else {
            cannot.append("\(question): it is compared with no style that was not promised the same")
            return
        }
        let needed = InForceRow.neededBlocks
        var mains = study.probes.filter { $0.role == .main && $0.expect == .answer }
        let about: String
        switch promise {
        case .off(let category):
            mains = mains.filter { $0.aimsAt == category.rawValue }
            about = mains.count == 1 ? "that aims there" : "that aim there"
        case .nothing: about = "of both frames"
        }
        // Prompts that share their material are one unit of the test.
        let scenarios = Set(mains.map(\.cluster)).count
        let shared = scenarios < mains.count
        let prompts =
            "\(counted(mains.count, "prompt")) \(about)" + (shared ? " (\(counted(scenarios, "scenario")))" : "")
        guard scenarios >= needed else {
            cannot.append(
                "\(question): \(prompts), and it takes at least \(needed)\(shared ? " scenarios" : "") that \(reference) obstructs"
            )
            return
        }
        can.append(
            "\(question): yes, where \(reference) obstructs at least \(needed)\(shared ? " scenarios" : "") of the \(prompts)"
        )
    }

    /// Whether a lapse in mid-run would be seen.
    private func lapse(_ style: AccessStyle, _ can: inout [String], _ cannot: inout [String]) {
        let question = "whether the access of \(style.id) lapses in mid-run"
        let checks = AccessChecks(study)
        guard let watched = checks.watched.first(where: { $0.style == style.id }) else {
            cannot.append("\(question), unless its own prompts show it: nothing checks it (in_force)")
            return
        }
        let trials = study.probes.count * study.styles.count * study.repeats
        for asked in checks.questions(watched, trials: trials) {
            let question = question + (asked.category.map { " for \($0) alone" } ?? "")
            let found = "\(question): found within two checks in \(asked.ofHundred) of 100 runs"
            let sent = "\(counted(asked.sentinels, "sentinel")) a check"
            if asked.isEnough {
                can.append("\(found) (\(sent))")
            } else {
                cannot.append("\(found) only (\(sent)\(asked.needed.map { "; \($0) would do" } ?? ""))")
            }
        }
    }
}
