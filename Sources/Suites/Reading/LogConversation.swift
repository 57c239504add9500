import Formats

/// Which lines of an agent's log one request held.
///
/// Claude Code writes several conversations into one file: sessions, those of subagents (`isSidechain`), and branches that were
/// left when a turn was asked anew. Each of its records names the one before it (`parentUuid`), and where it does that is
/// followed; where it does not, the lines of the same session and the same agent are taken as they stand. A Codex rollout is one
/// conversation from its `session_meta` on, but for what it took back or summed up.
///
/// It holds ids and no texts: a log may be long.
struct LogConversation {
    private var claude = LinkedRecords()
    private var codex = RolloutRecords()
    private var isRollout = false
    private let end: Int?

    /// - Parameter end: the line of the reply, which is no part of what was asked and says what it follows on; nil: the
    ///   conversation that the log ends with, without those of subagents where there is another.
    init(before end: Int?) { self.end = end }

    /// - Parameter line: from 1, rising.
    mutating func see(_ record: JSONValue, line: Int) {
        if record["payload"] != nil, record["type"] != nil {
            isRollout = true
            if line < end ?? .max { codex.see(record, line: line) }
        } else {
            claude.see(record, line: line)
        }
    }

    /// - Returns: lines as they were sent, and what is to be said of them.
    consuming func lines() -> (lines: [Int], notes: [String]) {
        isRollout ? (codex.lines, []) : claude.lines(before: end)
    }
}

/// Records that name the one before them.
private struct LinkedRecords {
    private struct Agent: Hashable {
        var session: String?
        var isSide: Bool
        var name: String?
    }
    private struct Record {
        var line: Int
        var agent: Agent
        /// Place of the agent's record before this one.
        var earlier: Int?
        /// nil: the log names none; the inner nil: a conversation begins here.
        var parent: String??
        var isMessage: Bool
        /// Of the reply whose block this is; others have one, too.
        var message: String?
        var calls: [String] = []
        var results: [String] = []
    }

    private var records: [Record] = []
    private var places: [String: Int] = [:]
    private var latest: [Agent: Int] = [:]
    /// Records without one are of the session before them.
    private var session: String?

    mutating func see(_ record: JSONValue, line: Int) {
        session = record["sessionId"]?.string ?? record["session_id"]?.string ?? session
        let agent = Agent(
            session: session, isSide: record["isSidechain"]?.bool ?? false, name: record["agentId"]?.string)
        let message = record["message"]
        let blocks = message?["content"]?.array ?? []
        func ids(_ type: String, _ key: String) -> [String] {
            blocks.compactMap { $0["type"]?.string == type ? $0[key]?.string : nil }
        }
        let isMessage = message?["role"] != nil || record["role"] != nil
        // What hangs on nothing and says nothing (titles, snapshots of files) is in no conversation.
        guard isMessage || record["uuid"] != nil || record["type"]?.string == "system" else { return }
        let place = records.count
        records.append(
            Record(
                line: line, agent: agent, earlier: latest[agent], parent: record["parentUuid"].map(\.string),
                isMessage: isMessage, message: message?["id"]?.string, calls: ids("tool_use", "id"),
                results: ids("tool_result", "tool_use_id")))
        latest[agent] = place
        if let id = record["uuid"]?.string { places[id] = place }
    }

    consuming func lines(before end: Int?) -> (lines: [Int], notes: [String]) {
        let messages = records.indices.filter { records[$0].isMessage }
        let last =
            if let end { records.lastIndex { $0.line <= end } } else {
                messages.last { !records[$0].agent.isSide } ?? messages.last
            }
        guard let last else { return ([], []) }
        var (kept, notes) = chain(to: last)
        if let end, records[last].line == end { kept.remove(last) }
        addSides(to: &kept, before: end)
        let others = messages.count { !kept.contains($0) && records[$0].line < (end ?? .max) }
        if others > 0 {
            notes.append(
                "\(counted(others, "line")) of other conversations in the log (sessions, subagents, turns that were taken back) "
                    + (others == 1 ? "is left out" : "are left out"))
        }
        return (ordered(kept).map { records[$0].line }, notes)
    }

    /// In the order of the log, but that the blocks of a reply are together: Claude Code writes the result of a call between them
    /// where others are still on their way.
    private func ordered(_ kept: Set<Int>) -> [Int] {
        var out: [Int] = []
        /// Results since the last block of the open reply.
        var results: [Int] = []
        var open: String?
        for place in kept.sorted() {
            let record = records[place]
            if open != nil, !record.results.isEmpty {
                results.append(place)
            } else if let message = record.message, message == open {
                out.append(place)
            } else {
                out += results + [place]
                (results, open) = ([], record.message)
            }
        }
        return out + results
    }

    /// A record and those that led to it.
    private func chain(to last: Int) -> (Set<Int>, notes: [String]) {
        var kept: Set<Int> = []
        var notes: [String] = []
        var next: Int? = last
        while let place = next, kept.insert(place).inserted {
            let record = records[place]
            switch record.parent {
            case nil: next = record.earlier
            case .some(nil): next = nil
            case .some(let id?):
                if let parent = places[id], parent < place {
                    // What started a subagent is no message to it.
                    next = records[parent].agent.isSide == record.agent.isSide ? parent : nil
                } else {
                    next = record.earlier
                    if notes.isEmpty {
                        notes.append(
                            "the log does not hold what line \(record.line) follows on: what stands before it is taken in the order "
                                + "of the log")
                    }
                }
            }
        }
        return (kept, notes)
    }

    /// The other blocks of the same replies, and the results of their calls: they hang beside the chain.
    private func addSides(to kept: inout Set<Int>, before end: Int?) {
        let agents = Set(kept.map { records[$0].agent })
        let those = records.indices.filter {
            records[$0].line < (end ?? .max) && agents.contains(records[$0].agent)
        }
        let replies = Set(kept.compactMap { records[$0].message })
        for place in those where records[place].message.map(replies.contains) == true { kept.insert(place) }
        let calls = Set(kept.flatMap { records[$0].calls })
        for place in those where records[place].results.contains(where: calls.contains) { kept.insert(place) }
    }
}

/// Codex writes down what it sent in the order in which it did, and what of it no longer counts.
private struct RolloutRecords {
    private struct Item {
        var line: Int
        var isTurn = false
    }

    private var head: Item?
    private var items: [Item] = []
    private var sessions: Set<String> = []

    mutating func see(_ record: JSONValue, line: Int) {
        let payload = record["payload"]
        switch (record["type"]?.string, payload?["type"]?.string) {
        case ("session_meta", _):
            // A fork names itself and then where it comes from; a session that goes on names itself again.
            guard sessions.insert(payload?["id"]?.string ?? "").inserted else { return }
            head = Item(line: line)
            items = []
        case ("response_item", let kind):
            items.append(Item(line: line, isTurn: kind == "message" && Self.isTurn(payload)))
        case ("compacted", _) where payload?["replacement_history"]?.array != nil: items = [Item(line: line)]
        case ("event_msg", "thread_rolled_back"?):
            for _ in 0..<max(0, min(payload?["num_turns"]?.int ?? 0, items.count)) {
                guard let turn = items.lastIndex(where: \.isTurn) else { break }
                items.removeSubrange(turn...)
            }
        case (_, _): break
        }
    }

    var lines: [Int] { ([head].compactMap { $0 } + items).map(\.line) }

    /// What a person asked; what Codex tells of folder and rules goes by the same name.
    private static func isTurn(_ payload: JSONValue?) -> Bool {
        guard payload?["role"]?.string == "user" else { return false }
        let text = (payload?["content"]?.array ?? []).lazy.compactMap { $0["text"]?.string }.first ?? ""
        return !["<environment_context>", "<user_instructions>", "<turn_aborted>", "# AGENTS.md instructions"].contains
        {
            text.hasPrefix($0)
        }
    }
}
