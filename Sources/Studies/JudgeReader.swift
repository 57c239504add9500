import Formats
import Trials
import Vendors

/// Reads `judge:` of a study: one judge, a list, or `{judges: [...], agree: majority | all}`.
struct JudgeReader {
    static let own = ["id", "rubric", "when", "local", "vendor", "same_vendor", "reply_limit"]
    static let ofStyle = [
        "dialect", "profile", "base_url", "model", "accept_served", "key", "headers", "query", "body", "reasoning",
        "stream", "sampling", "limits", "price", "timeouts", "ca_file",
    ]
    /// A verdict is short, but reasoning counts against the same cap.
    static let outputTokens = 4096

    let path: String
    let files: any FileSource
    let shipped: any FileSource

    /// - Parameter styles: those whose replies the judges would read.
    func panel(_ cursor: YAMLCursor, styles: [AccessStyle]) throws(InputError) -> JudgePanel {
        var items = [cursor]
        var agree = JudgePanel.Agree.majority
        var when: JudgePanel.When?
        switch cursor.value.kind {
        case .sequence: items = try cursor.list()
        case .mapping(let members) where members.contains { $0.key == "judges" }:
            let keys = try cursor.fields(accepting: ["judges", "agree", "when"])
            items = try keys.required("judges").list()
            agree = try keys.optional("agree")?.choice(JudgePanel.Agree.self) ?? agree
            when = try keys.optional("when")?.choice(JudgePanel.When.self)
        case .mapping, .scalar: break
        }
        guard !items.isEmpty else { throw cursor.error("a panel without a judge", accepted: "one judge or more") }
        var judges: [Judge] = []
        for item in items {
            let (judge, itsWhen) = try judge(item)
            guard !judges.contains(where: { $0.id == judge.id }) else {
                throw item.error("the judge id '\(judge.id)' stands twice")
            }
            if let itsWhen {
                guard when == nil || when == itsWhen else {
                    throw item.error("the judges of a panel differ in `when`", accepted: "one `when` for all of them")
                }
                when = itsWhen
            }
            try hold(judge, against: styles, item)
            judges.append(judge)
        }
        return JudgePanel(judges, when: when ?? .unsure, agree: agree)
    }

    private func judge(_ cursor: YAMLCursor) throws(InputError) -> (Judge, JudgePanel.When?) {
        let id = try Name.read(try cursor.member("id"))
        let named = cursor.named("judge '\(id)'")
        let keys = try named.fields(accepting: Self.own + Self.ofStyle)
        let style = try style(named)
        guard !style.simulated, !style.replayed else {
            throw (keys.optional("base_url") ?? named).error(
                "the built-in simulator plays no judges, and no recording holds them",
                accepted: "the address of a model")
        }
        var judge = Judge(id: id, style: style, rubric: try rubric(keys.optional("rubric")), vendor: style.vendor)
        judge.sameVendor = try keys.optional("same_vendor")?.flag() ?? false
        judge.replyLimit = try keys.optional("reply_limit")?.integer(2_000...2_000_000) ?? judge.replyLimit
        if let vendor = keys.optional("vendor") { judge.vendor = VendorName(rawValue: try vendor.string()) }
        if let local = keys.optional("local") {
            judge.local = try local.flag()
            if judge.local, let vendor = VendorName.of(host: style.host ?? "") {
                throw local.error(
                    "\(style.baseURL) is an address of \(vendor.rawValue)", accepted: "false, or an address of your own"
                )
            }
        }
        return (judge, try keys.optional("when")?.choice(JudgePanel.When.self))
    }

    /// The keys that say how a model is reached, read as those of any style.
    private func style(_ cursor: YAMLCursor) throws(InputError) -> AccessStyle {
        guard case .mapping(let members) = cursor.value.kind else {
            throw cursor.error("found \(cursor.shown)", accepted: "a mapping")
        }
        let line = cursor.value.line
        var kept = members.filter { $0.key == "id" || Self.ofStyle.contains($0.key) }
        if !kept.contains(where: { $0.key == "stream" }) {
            kept.append(
                YAMLValue.Member(key: "stream", line: line, value: YAMLValue(.scalar("false", .plain), line: line)))
        }
        let list = YAMLValue(.sequence([YAMLValue(.mapping(kept), line: line)]), line: line)
        var reader = StyleReader(path: path, files: files)
        reader.noun = "judge"
        var style = try reader.styles(YAMLCursor(list, file: cursor.file)).0[0]
        if !kept.contains(where: { $0.key == "sampling" && !$0.value.isNull }) {
            style.sampling.maxOutputTokens = Self.outputTokens
        }
        return style
    }

    /// A shipped rubric by name, or a file seen from the study.
    private func rubric(_ cursor: YAMLCursor?) throws(InputError) -> Rubric {
        let word = try cursor?.string() ?? Rubric.defaultName
        let isPath = word.contains("/") || word.hasSuffix(".md")
        let file = isPath ? Path.join(Path.folder(of: path), word) : "\(Rubric.folder)/\(word).md"
        let bytes: [UInt8]
        do throws(InputError) {
            bytes = try isPath ? files.bytes(named: word, by: path) : shipped.bytes(at: file)
        } catch {
            guard let cursor else { throw error }
            throw cursor.error(
                "no rubric '\(word)': \(error.found)", accepted: "\(Rubric.defaultName), or a path such as ./mine.md")
        }
        return try Rubric.read(bytes, file: file)
    }

    private func hold(_ judge: Judge, against styles: [AccessStyle], _ cursor: YAMLCursor) throws(InputError) {
        for style in styles {
            if case .refused(let reason, let advice) = judge.permission(for: style) {
                throw cursor.named("judge '\(judge.id)'").error(reason, advice: advice)
            }
        }
    }
}
