import Attempts
import Classifier
import Dialects
import Formats
import Runs
import Suites
import Trials

/// One neutral prompt a style, one list of models a credential, one profile where a style sends one: what each style meets,
/// as one table.
struct LiveCheck {
    let preflight: Preflight
    let credentials: Credentials
    let environment: [String: String]

    struct Row {
        var style: String
        var cells: [String]
        var unreachable: Bool
        /// The wire says that promised access is not applied.
        var notInForce: Bool
        /// What the provider said as it acted against the account; nothing more is asked then.
        var enforcement: String?
    }

    /// What is sent.
    var probe: Probe? {
        preflight.order.probes.first { $0.role == .neutral }
            ?? preflight.order.probes.first { $0.expect == .answer && $0.role == .main }
            ?? preflight.order.probes.first { $0.expect == .answer }
    }

    private var called: [AccessStyle] { preflight.styles.filter { !$0.replayed } }

    /// Requests and money, before anything is sent.
    var cost: String {
        guard let probe else { return "check --live: no probe to send" }
        var usd = 0.0
        for style in called {
            guard let price = style.price else { continue }
            usd += Double(probe.sentLength) / Double(Preflight.bytesPerToken) * price.inputUSDPerMTok / 1e6
            usd += Double(style.sampling.maxOutputTokens) * price.outputUSDPerMTok / 1e6
        }
        let unpriced = called.filter { $0.price == nil && !$0.loopback && $0.meetsAnAccount }.map(\.id)
        let lists = preflight.file.study.listsModels ? ", and one list of models a credential" : ""
        var out = "check --live sends \(counted(called.count, "call")), probe '\(probe.id)' to each style\(lists)"
        let judges = preflight.judges.count
        if judges > 0 { out += ", and a question to " + (judges == 1 ? "the judge" : "each of \(judges) judges") }
        if usd > 0 { out += ": at most \(Self.dollars(usd)) USD" }
        if !unpriced.isEmpty { out += "; no price is known for \(unpriced.joined(separator: ", "))" }
        return out
    }

    private static func dollars(_ usd: Double) -> String {
        let cents = (usd * 10_000).rounded(.up) / 10_000
        return JSONWriter.text(cents)
    }

    func run() async throws -> [Row] {
        guard let probe else { return [] }
        return try await preflight.file.withClient(credentials: credentials, environment: environment) {
            client, simulators in
            try await rows(probe, client, simulators)
        }
    }

    private func rows(_ probe: Probe, _ client: LiveModelClient, _ simulators: Simulators) async throws -> [Row] {
        let file = preflight.file
        let answers =
            file.study.listsModels
            ? await ModelQuestions(client: client, simulators: simulators).ask(for: preflight.styles) : []
        var rows: [Row] = []
        for style in preflight.styles where !rows.contains(where: { $0.enforcement != nil }) {
            if let words = answers.first(where: { $0.styles.contains { $0.id == style.id } })?.enforcement {
                rows.append(
                    Row(
                        style: style.id, cells: ["the provider acts against the account"], unreachable: true,
                        notInForce: false, enforcement: words))
                continue
            }
            guard !style.replayed else {
                rows.append(
                    Row(style: style.id, cells: ["replayed: nobody to call"], unreachable: false, notInForce: false))
                continue
            }
            let profile = try await self.profile(style, client, simulators)
            let trial = Trial(style: style, probe: probe)
            let exchange = try await client.attempt(trial)
            let workspace = try await self.workspace(style, after: exchange.raw, client, simulators)
            let answer = answers.first { $0.styles.contains { $0.id == style.id } }
            rows.append(
                row(
                    style, exchange, Classifier().verdict(for: exchange, trial: trial), answer, profile, workspace,
                    key: try await credentials.tail(of: style, study: file.path)))
        }
        return rows
    }

    private func profile(
        _ style: AccessStyle, _ client: LiveModelClient, _ simulators: Simulators
    ) async throws -> Result<UserProfile, Refused>? {
        guard let question = UserProfile.question(of: simulators.addressed(style)) else { return nil }
        let raw = try await client.ask(question, as: style, within: Self.limits, longest: UserProfile.longest).raw
        return UserProfile(raw).map { .success($0) } ?? .failure(Refused(raw))
    }

    private func workspace(
        _ style: AccessStyle, after raw: RawReply, _ client: LiveModelClient, _ simulators: Simulators
    ) async throws -> Result<Workspace, Refused>? {
        guard let question = Workspace.question(of: simulators.addressed(style), after: raw) else { return nil }
        let raw = try await client.ask(question, as: style, within: Self.limits, longest: Workspace.longest).raw
        return Workspace(raw).map { .success($0) } ?? .failure(Refused(raw))
    }

    private static let limits = Timeouts(connect: 5, firstByte: 10, idle: 5, total: 10)

    struct Refused: Error {
        var why: String

        init(_ raw: RawReply) { why = raw.status.map { "HTTP \($0)" } ?? raw.fault?.kind.rawValue ?? "no reply" }
    }

    // MARK: The table

    static let columns = [
        "style", "key", "model listed", "call", "served by", "parameters", "access read back", "limits",
    ]

    private func row(
        _ style: AccessStyle, _ exchange: Exchange, _ verdict: Verdict, _ answer: ModelQuestions.Answer?,
        _ profile: Result<UserProfile, Refused>?, _ workspace: Result<Workspace, Refused>?, key: String?
    ) -> Row {
        let said = verdict.evidence.first?.quote ?? ""
        let status = exchange.raw.status
        let keyWord = verdict.errorKind == .authentication ? "refused" : status == nil ? "not tried" : "accepted"
        let applied = !verdict.degraded.contains(.tierNotApplied)
        var access: [String] = []
        var inForce = applied
        switch profile {
        case .success(let profile):
            access.append(profile.words)
            if !profile.inForce { inForce = false }
            if case .success(let workspace)? = workspace, profile.isUnmet(by: workspace) {
                access.append("NOT MET by the workspace")
                inForce = false
            }
        case .failure(let refused): access.append("profile not read: \(refused.why)")
        case nil: access.append(style.readBack(exchange.reply) + (applied ? "" : ": not applied"))
        }
        switch workspace {
        case .success(let workspace): access.append(workspace.words)
        case .failure(let refused): access.append("workspace not read with this key: \(refused.why)")
        case nil: break
        }
        let limits = exchange.raw.headers.filter { LimitHeaders.kind($0.name.lowercased()) == .limit }
            .map { "\($0.name.lowercased()) \($0.value)" }
        let failed = verdict.outcome == .error
        let acts = verdict.errorKind == .accountEnforcement
        return Row(
            style: style.id,
            cells: [
                style.key == nil ? "none" : "\(keyWord)\(key.map { " (\($0))" } ?? "")",
                answer?.listed(style.model) ?? "not asked",
                verdict.errorKind.map { "\(verdict.outcome.rawValue) (\($0.rawValue))" } ?? verdict.outcome.rawValue,
                verdict.servedModel.map { "\($0) (\(verdict.served.rawValue))" } ?? "unknown",
                status == 200 ? "accepted" : said.isEmpty ? "not tried" : said,
                access.joined(separator: "; "),
                limits.isEmpty ? "none told" : limits.joined(separator: ", "),
            ], unreachable: failed, notInForce: style.grant != nil && !inForce,
            enforcement: acts ? verdict.evidence.first { !$0.quote.isEmpty }?.quote ?? "no words" : nil)
    }

    /// Every cell may quote a provider.
    static func lines(_ rows: [Row]) -> [String] {
        let table = [columns] + rows.map { row in [row.style] + row.cells.map { SafeText.line($0, longest: 120) } }
        let widths = columns.indices.map { column in
            table.compactMap { $0.count > column ? $0[column].count : nil }.max() ?? 0
        }
        return table.map { cells in
            let line = cells.enumerated().map { $0.element.padded(widths[$0.offset]) }.joined(separator: "  ")
            return "  " + line.reversed().drop { $0 == " " }.reversed().map(String.init).joined()
        }
    }
}

extension AccessStyle {
    /// What a reply says of the access it was given, and where its wire cannot say.
    fileprivate func readBack(_ reply: Reply) -> String {
        switch dialect {
        case .openAIResponses:
            reply.annotations["access_programs"].map { $0.isNull ? "access_programs null: standard" : $0.compact }
                ?? "no access_programs in the reply"
        case .anthropic: "no profile is sent, and replies tell no tier"
        case .openAIChat: "not told by Chat Completions; by openai-responses it is"
        case .openAICompletions, .azureOpenAI, .gemini, .bedrock, .openAICompatible: "not told on this wire"
        }
    }
}

extension ModelQuestions.Answer {
    /// `listed, created 2026-09-01 (of 12)`, or why there is no list.
    fileprivate func listed(_ model: String) -> String {
        switch ModelLists.read(exchange.raw, of: styles[0]) {
        case .failure(let reason): return "no list: \(reason.text)"
        case .success(let list):
            let found = list.finding(model)
            return found.listed.rawValue + (found.entry?.created.map { ", created \($0.prefix(10))" } ?? "")
                + " (of \(list.models.count))"
        }
    }
}

extension Credentials {
    /// The end of a style's key, by which a person knows which it is; nil where it has none or it is not there.
    func tail(of style: AccessStyle, study: String) async throws -> String? {
        guard style.meetsAnAccount else { return nil }
        return try await secret(for: style, study: study)?.tail
    }
}
