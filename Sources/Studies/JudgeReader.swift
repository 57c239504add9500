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
        var mistakes = Mistakes()
        switch cursor.value.kind {
        case .sequence: items = try cursor.list()
        case .mapping(let members) where members.contains { $0.key == "judges" }:
            let keys = mistakes.fields(of: cursor, accepting: ["judges", "agree", "when"])
            items = mistakes.take(try keys?.required("judges").list() ?? [], or: [])
            agree = mistakes.take(try keys?.optional("agree")?.choice(JudgePanel.Agree.self), or: nil) ?? agree
            when = mistakes.take(try keys?.optional("when")?.choice(JudgePanel.When.self), or: nil)
        case .mapping, .scalar: break
        }
        guard !items.isEmpty else { throw cursor.error("a panel without a judge", accepted: "one judge or more") }
        var judges: [Judge] = []
        for item in items {
            guard let (judge, itsWhen) = mistakes.take(try judge(item), or: nil) else { continue }
            if judges.contains(where: { $0.id == judge.id }) {
                mistakes.add(item.error("the judge id '\(judge.id)' stands twice"))
            }
            if let itsWhen {
                if let when, when != itsWhen {
                    mistakes.add(
                        item.error("the judges of a panel differ in `when`", accepted: "one `when` for all of them"))
                }
                when = itsWhen
            }
            mistakes.attempt { () throws(InputError) in try hold(judge, against: styles, item) }
            judges.append(judge)
        }
        try mistakes.raise()
        return JudgePanel(judges, when: when ?? .unsure, agree: agree)
    }

    private func judge(_ cursor: YAMLCursor) throws(InputError) -> (Judge, JudgePanel.When?) {
        let id = try Name.read(try cursor.member("id"))
        let named = cursor.named("judge '\(id)'")
        var mistakes = Mistakes()
        guard let keys = mistakes.fields(of: named, accepting: Self.own + Self.ofStyle) else {
            try mistakes.raise()
            throw named.error("found \(named.shown)", accepted: "a mapping")
        }
        let style = mistakes.take(try style(named), or: nil)
        if let style, style.simulated || style.replayed {
            mistakes.add(
                (keys.optional("base_url") ?? named).error(
                    "the built-in simulator plays no judges, and no recording holds them",
                    accepted: "the address of a model"))
        }
        let rubric = mistakes.take(try rubric(keys.optional("rubric")), or: nil)
        let sameVendor = mistakes.take(try keys.optional("same_vendor")?.flag() ?? false, or: false)
        let limit = mistakes.take(try keys.optional("reply_limit")?.integer(2_000...2_000_000), or: nil)
        let vendor = mistakes.take(try keys.optional("vendor")?.string(), or: nil)
        let local = mistakes.take(try keys.optional("local")?.flag() ?? false, or: false)
        if local, let style, let owner = VendorName.of(host: style.host ?? ""), let cursor = keys.optional("local") {
            mistakes.add(
                cursor.error(
                    "\(style.baseURL) is an address of \(owner.rawValue)", accepted: "false, or an address of your own")
            )
        }
        let when = mistakes.take(try keys.optional("when")?.choice(JudgePanel.When.self), or: nil)
        try mistakes.raise()
        guard let style, let rubric else { throw named.error("found \(named.shown)", accepted: "a judge") }
        var judge = Judge(id: id, style: style, rubric: rubric, vendor: style.vendor)
        judge.sameVendor = sameVendor
        judge.replyLimit = limit ?? judge.replyLimit
        judge.vendor = vendor.map { VendorName(rawValue: $0) } ?? judge.vendor
        judge.local = keys.optional("local") == nil ? judge.local : local
        return (judge, when)
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
