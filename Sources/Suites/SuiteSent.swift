import Formats
import Trials

/// Which probes were sent to whom, and since when: the sidecar `<suite>.sent.yaml`. A half that was sent is no longer
/// fresh: the provider has its texts.
///
/// What stays on this machine is not sent; whoever writes the record leaves simulated and loopback styles out.
package struct SentRecord: Sendable, Hashable {
    package struct Sending: Sendable, Hashable {
        /// Who received the text: a name that people know, such as the host or the vendor.
        package var provider: String
        /// Day of the first sending, UTC, `2026-11-21`.
        package var date: String

        package init(provider: String, date: String) {
            self.provider = provider
            self.date = date
        }
    }

    package var suite: String
    /// By probe id; one entry a provider, sorted by provider.
    package private(set) var sent: [String: [Sending]]

    package init(suite: String, sent: [String: [Sending]] = [:]) {
        self.suite = suite
        self.sent = [:]
        for (probe, list) in sent { for sending in list { add(probe, sending) } }
    }

    /// Keeps the earliest day for each provider.
    package mutating func add(_ probe: String, _ sending: Sending) {
        var list = sent[probe] ?? []
        if let index = list.firstIndex(where: { $0.provider == sending.provider }) {
            list[index].date = min(list[index].date, sending.date)
        } else {
            list.append(sending)
            list.sort { $0.provider < $1.provider }
        }
        sent[probe] = list
    }

    package func merging(_ other: SentRecord) -> SentRecord {
        var out = self
        for (probe, list) in other.sent { for sending in list { out.add(probe, sending) } }
        return out
    }

    /// Only of these probes, for a half.
    package func of(_ suite: Suite) -> SentRecord {
        let ids = Set(suite.probes.map(\.id))
        return SentRecord(suite: suite.name, sent: sent.filter { ids.contains($0.key) })
    }

    /// nothing sent; or what was, as one phrase: `12 of 40 probes sent (anthropic since 2026-11-21)`.
    package func shown(of suite: Suite) -> String {
        let mine = of(suite)
        guard !mine.sent.isEmpty else { return "fresh" }
        var first: [String: String] = [:]
        for sending in mine.sent.values.flatMap({ $0 }) {
            first[sending.provider] = min(first[sending.provider] ?? sending.date, sending.date)
        }
        let who = first.sorted { $0.key < $1.key }.map { "\($0.key) since \($0.value)" }.joined(separator: ", ")
        return "\(mine.sent.count) of \(counted(suite.probes.count, "probe")) sent (\(who))"
    }

    // MARK: The file

    /// `folder/<stem>.sent.yaml` beside the suite file.
    package static func path(beside suite: String) -> String {
        let folder = Path.folder(of: suite)
        let name = "\(Path.stem(of: suite)).sent.yaml"
        return folder.isEmpty ? name : Path.join(folder, name)
    }

    package var yaml: String {
        var out =
            "# Probes that were sent, to whom and on which day first (UTC). Written by railgauge; merge by hand at will.\n"
        out += "suite: \(SuiteWriter.quoted(suite))\n"
        out += sent.isEmpty ? "sent: {}\n" : "sent:\n"
        for (probe, list) in sent.sorted(by: { $0.key < $1.key }) {
            let items = list.map {
                "{provider: \(SuiteWriter.quoted($0.provider)), date: \(SuiteWriter.quoted($0.date))}"
            }
            out += "  \(SuiteWriter.quoted(probe)): [\(items.joined(separator: ", "))]\n"
        }
        return out
    }

    /// - Throws: `InputError` naming file, line and probe.
    package static func read(at path: String, from files: any FileSource) throws(InputError) -> SentRecord {
        let root = YAMLCursor(try YAMLValue.parse(try files.bytes(at: path), file: path), file: path)
        let fields = try root.fields(accepting: ["suite", "sent"])
        var record = SentRecord(suite: try Name.read(try fields.required("suite")))
        for (probe, list) in try fields.required("sent").entries() {
            for item in try list.list() {
                let keys = try item.fields(accepting: ["provider", "date"])
                let date = try keys.required("date").string()
                guard date.utf8.count == 10, date.wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil else {
                    throw item.error("the date '\(date)'", accepted: "a day such as 2026-11-21")
                }
                record.add(probe, Sending(provider: try keys.required("provider").string(), date: date))
            }
        }
        return record
    }
}
