import Access
import Formats
import Trials

/// One thing that a grant says, beside what the run saw of it.
package struct GrantRow: Sendable {
    package let style: String
    package let promised: String
    package let measured: String
    package let kept: InForceRow.Kept

    static func all(_ rows: Rows, _ inForce: [InForceRow]) -> [GrantRow] {
        rows.styles.filter(\.declaresRelaxedAccess).flatMap { style -> [GrantRow] in
            inForce.filter { $0.style == style.id }.map { GrantRow(of: $0) }
                + (style.grant.map { models($0, style, rows) + dates($0, style, rows) } ?? [])
        }
    }

    private init(_ style: AccessStyle, _ promised: String, _ measured: String, _ kept: InForceRow.Kept) {
        self.style = style.id
        self.promised = promised
        self.measured = measured
        self.kept = kept
    }

    private init(of row: InForceRow) {
        style = row.style
        switch row.promise {
        case .off(let category): promised = "\(category.rawValue) off"
        case .nothing(.model): promised = "no refusals by the model"
        case .nothing: promised = "every safeguard off"
        }
        kept = row.kept
        guard row.standing != .lapsed else {
            measured = row.lapsedWhen
            return
        }
        guard let reference = row.reference, let prompts = row.prompts else {
            measured = row.unreferenced
            return
        }
        let blocked = prompts.alwaysB + prompts.sometimesB
        switch row.standing {
        case .cannotTell where row.lacksReplies:
            measured =
                "of \(counted(blocked + row.unpaired, "prompt")) that \(row.promise.clause(2)) under \(reference), "
                + "\(InForceRow.few(blocked)) \(blocked == 1 ? "was" : "were") measured under \(row.style)"
        case .cannotTell:
            measured =
                "under \(reference) \(InForceRow.few(blocked)) of \(counted(row.concerned, "prompt")) \(row.promise.clause(blocked <= 1 ? 1 : 2))"
        case .shown, .notShown, .lapsed:
            measured =
                "of \(counted(blocked, "prompt")) that \(row.promise.clause(blocked)) under \(reference), \(prompts.freed) "
                + "\(prompts.freed == 1 ? "was" : "were") never so under \(row.style)"
        }
    }

    /// A promised model is there when it served, or when the credential lists it.
    private static func models(_ grant: Grant, _ style: AccessStyle, _ rows: Rows) -> [GrantRow] {
        let seen = rows.facts.parity[style.id]
        return grant.models.map { model in
            let replies =
                seen?.served.filter { $0.model == model || (model == style.model && $0.served == .requested) }
                .reduce(0) { $0 + $1.replies } ?? 0
            let asked = model == style.model ? "asked for" : "not asked for"
            if replies > 0 { return served(model, replies, seen, style) }
            let listed = seen?.promised.first { $0.model == model }?.listed
            switch listed {
            case .listed, .underAnotherName:
                return GrantRow(style, "model \(model)", "listed for the credential, \(asked)", .kept)
            case .notListed:
                return GrantRow(style, "model \(model)", "not among the credential's models, served no reply", .notKept)
            case .cannotTell, nil:
                return GrantRow(style, "model \(model)", "\(asked), served no reply", .notShown)
            }
        }
    }

    /// A model that serves some replies while another serves the rest, undeclared, is not what was promised.
    private static func served(_ model: String, _ replies: Int, _ seen: ParityFacts?, _ style: AccessStyle) -> GrantRow
    {
        let all = seen?.served.reduce(0) { $0 + $1.replies } ?? replies
        let count = replies < all ? counted(replies, of: all, "reply", "replies") : counted(replies, "reply", "replies")
        let others = (seen?.served ?? []).filter { $0.served == .undeclaredReroute && $0.model != model }
        guard model == style.model, !others.isEmpty else {
            return GrantRow(style, "model \(model)", "served \(count)", .kept)
        }
        let rerouted = others.reduce(0) { $0 + $1.replies }
        return GrantRow(
            style, "model \(model)",
            "served \(count); \(rerouted) came from \(others.map(\.model).joined(separator: ", ")), undeclared",
            .notKept)
    }

    private static func dates(_ grant: Grant, _ style: AccessStyle, _ rows: Rows) -> [GrantRow] {
        guard grant.from != nil || grant.until != nil else { return [] }
        let promised = [grant.from.map { "from \($0)" }, grant.until.map { "until \($0)" }].compactMap { $0 }
            .joined(separator: " ")
        let times = (rows.byStyle[style.id] ?? []).filter { $0.verdict != nil }.compactMap(\.startedAt)
        guard !times.isEmpty else { return [GrantRow(style, promised, "no times are known", .notShown)] }
        let inside = times.count { grant.covers($0) }
        return [
            GrantRow(
                style, promised, "\(counted(inside, of: times.count, "trial")) within",
                inside == times.count ? .kept : .notShown)
        ]
    }
}
