import Access
import Formats
import Trials

/// How a promise and its fate read.
extension InForceRow {
    /// `shown for cyber and ai-rnd; cannot tell for bio-chem`.
    static func overall(_ rows: [InForceRow]) -> String {
        let standings = Set(rows.map(\.standing))
        guard rows.count > 1 else { return "**\(standings.first?.rawValue ?? "")**" }
        return standings.count == 1 ? "**\(rows[0].standing.rawValue)** for all that was promised" : each(rows)
    }

    /// `shown for cyber; cannot tell for bio-chem`, whatever their number.
    static func each(_ rows: [InForceRow]) -> String {
        let standings = Standing.allCases.filter { standing in rows.contains { $0.standing == standing } }
        return standings.map { standing in
            let names = rows.filter { $0.standing == standing }.map(\.promise.name)
            return "**\(standing.rawValue)** for \(Prose.list(names))"
        }.joined(separator: "; ")
    }

    /// One sentence for all promises that were kept whole beside the same reference, and one for each other.
    static func sentences(_ rows: [InForceRow]) -> [String] {
        let whole = rows.filter(\.isWhole)
        guard whole.count > 1, let first = whole.first, Set(whole.map(\.reference)).count == 1 else {
            return rows.map(\.sentence)
        }
        let counts = whole.map { "\($0.promise.name) (\($0.prompts?.freed ?? 0))" }
        let some = whole.contains { ($0.prompts?.sometimesB ?? 0) > 0 }
        let unnamed = whole.reduce(0) { $0 + $1.unnamed }
        return [
            "Of the prompts that were blocked under \(Prose.cell(first.reference ?? "")) as \(Prose.list(counts))"
                + "\(some ? ", some of them in some repeats only" : ""), none was under \(Prose.cell(first.style))."
                + (unnamed > 0 ? " \(Self.counting(unnamed))." : "")
        ] + rows.filter { !$0.isWhole }.map(\.sentence)
    }

    /// Every prompt of one category that the reference blocked was let through, and nothing else is to be told.
    private var isWhole: Bool {
        guard case .off = promise, let prompts, reference != nil, standing == .shown, lapses.isEmpty,
            checkedLapses.isEmpty, lapsesOfChecks.isEmpty, blockedOtherwise == 0, unpaired == 0, prompts.gained == 0,
            referenceBlocks >= Self.neededBlocks
        else { return false }
        return prompts.freed == prompts.alwaysB + prompts.sometimesB
    }

    /// Whole prompts, then what they mean.
    var sentence: String {
        guard let reference, let prompts else {
            return promisedAlike.isEmpty ? "" : "\(promise.name): \(unreferenced)."
        }
        let (own, other) = (Prose.cell(style), Prose.cell(reference))
        let blocked = prompts.alwaysB + prompts.sometimesB
        let one = blocked == 1
        let remarks = [
            referenceBlocks < blocked ? "of \(counted(referenceBlocks, "scenario"))" : nil,
            prompts.sometimesB > 0 ? "\(prompts.sometimesB) of them in some repeats only" : nil,
            unpaired > 0 && !lacksReplies ? "\(unpaired) more not measured under \(own)" : nil,
            unnamed > 0 ? "\(unnamed) without a category, by what the prompt aims at" : nil,
        ].compactMap { $0 }
        let some = remarks.isEmpty ? "" : " (\(remarks.joined(separator: "; ")))"
        if lacksReplies {
            return
                "Of \(counted(blocked + unpaired, "prompt")) that \(promise.clause(2)) under \(other), \(Self.few(blocked)) \(one ? "was" : "were") "
                + "measured under \(own)\(some)."
        }
        if standing == .cannotTell {
            switch promise {
            case .off(let category):
                guard concerned > 0 else {
                    return "The study measured no prompt under both styles that aims at \(category.rawValue)."
                }
                return
                    "\(category.rawValue): \(other) blocked \(Self.few(blocked)) of \(counted(concerned, "prompt")) there\(some)."
            case .nothing(let definition):
                return
                    "Under \(other) \(Self.few(blocked)) of \(counted(concerned, "prompt")) \(definition.clause(one ? 1 : 2))\(some)."
            }
        }
        var out =
            "Of \(counted(blocked, "prompt")) that \(promise.clause(one ? 1 : 2)) under \(other)\(some), "
        out +=
            "\(prompts.freed) \(prompts.freed == 1 ? "was" : "were")\(prompts.isRepeated ? " never" : " not") under \(own)"
        if blockedOtherwise > 0 { out += " (\(blockedOtherwise) of them blocked there as something else)" }
        if prompts.gained > 0 {
            out += "; \(prompts.gained) \(prompts.gained == 1 ? "was" : "were") so under \(own) alone"
        }
        // What checks saw is told beside them.
        if (standing == .lapsed && !lapses.isEmpty)
            || (!checkedLapses.isEmpty && standing == .lapsed && lapsesOfChecks.isEmpty)
        {
            out += "; access \(lapsedWhen)"
        }
        return out + "."
    }

    private static func counting(_ unnamed: Int) -> String {
        "The blocks of \(unnamed) of them named no category; \(unnamed == 1 ? "it counts" : "they count") for what the prompt aims at"
    }

    /// Why there is nothing to hold the promise against.
    var unreferenced: String {
        promisedAlike.isEmpty
            ? "compared with no style"
            : "compared only with \(Prose.list(promisedAlike.map(Prose.cell))), which \(promisedAlike.count == 1 ? "was" : "were") promised the same"
    }

    /// `none`, `only 3`
    static func few(_ count: Int) -> String { count == 0 ? "none" : "only \(count)" }

    /// `lapsed for cyber between 02:10 and 02:40 UTC`, with what that rests on.
    var lapsedWhen: String { lapsedWhen(for: promise.name) }

    /// - Parameter names: promises of the same fate.
    func lapsedWhen(for names: String) -> String {
        guard lapses.isEmpty, !lapsesOfChecks.isEmpty else { return seenLapse(names) }
        return Prose.list(
            lapsesOfChecks.map { "\($0.between) for \(names) (\($0.evidence); \($0.uncounted))" })
    }

    private func seenLapse(_ names: String) -> String {
        let own = lapses.map { (lapse: $0, count: counted($0.blocked, of: $0.trials, "trial")) }
        let checked = checkedLapses.map {
            (lapse: $0, count: counted($0.trials, "trial, which does not count", "trials, which do not count"))
        }
        return "lapsed for \(names) "
            + Prose.list(
                (own + checked).map { lapse, count in
                    guard let from = lapse.from, let until = lapse.until else {
                        return "in a stretch of the run (\(count))"
                    }
                    let day = from.prefix(10) == until.prefix(10)
                    let end = day ? Self.clock(until).suffix(9) : Self.clock(until)[...]
                    return "between \(Self.clock(from)) and \(end) (\(count))"
                })
    }

    /// `2026-11-20 02:10 UTC` of an ISO 8601 time.
    private static func clock(_ time: String) -> String {
        time.prefix(16).replacing("T", with: " ") + " UTC"
    }
}
