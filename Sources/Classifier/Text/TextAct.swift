/// One act of declining in a reply, read from the cues of its sentence.
struct TextAct {
    /// Who declines.
    enum Speaker: UInt8 {
        /// The model, or its maker: "I can't", "we must decline".
        case model
        /// Nobody by name: "this content can't be shown", "the response was filtered".
        case notice
    }

    /// What is declined.
    enum Object: UInt8, CaseIterable {
        /// The request as a whole: "this request", "as written", or nothing further said.
        case whole
        /// A restatement of the task: "provide a protocol for ...".
        case task
        /// The task in a form: "a detailed, ready-to-run protocol".
        case manner
        /// A part of it: "step 3", "the exact doses".
        case part
        /// Harm in general: "illegal activities".
        case harm
        /// Advice, an opinion, a diagnosis: declined in front of answers as often as in refusals.
        case advice
    }

    var speaker: Speaker
    var object: Object
    var sentence: Int
    /// The tokens of the cue.
    var tokens: Range<Int>
    /// Number of the pattern that found it.
    var pattern: Int
}

/// All acts of declining that the model does not merely report, in their order, one a sentence.
struct TextActs {
    private(set) var list: [TextAct] = []
    /// Acts inside quotations, code, dialogue.
    private(set) var reported = 0

    /// - Parameter language: of the reply, if it is one in Latin script; acts of the others in Latin script are chance.
    init(_ hits: [TextCueBook.Hit], _ sentences: [TextSentence], _ moves: [UInt64], language: String?) {
        var last = -1
        for (index, hit) in hits.enumerated() where Self.declines(hit) {
            let own = TextCueBook.shared.patterns[hit.pattern].language
            if let language, own != language, Self.latin.contains(own) { continue }
            if hit.reported {
                reported += 1
                continue
            }
            guard hit.sentence != last, !Self.undone(hit, hits, around: index) else { continue }
            last = hit.sentence
            list.append(
                TextAct(
                    speaker: hit.kind == .notice ? .notice : .model,
                    object: Self.object(hit, hits, around: index, sentences[hit.sentence], moves[hit.sentence]),
                    sentence: hit.sentence,
                    tokens: hit.token..<hit.endToken, pattern: hit.pattern))
        }
    }

    private static let verbLast: Set<String> = ["de", "ja", "ko", "nl", "tr", "hi", "fa", "bn"]
    private static let latin: Set<String> = ["en", "de", "fr", "es", "it", "pt"]

    /// In languages without patterns of acts, every refusal counts as one.
    private static func declines(_ hit: TextCueBook.Hit) -> Bool {
        switch hit.kind {
        case .act, .notice: true
        case .refuse: TextCueBook.shared.patterns[hit.pattern].actsByRefusal
        default: false
        }
    }

    /// "I can't find a flaw" and "if you can't share it" look like acts: a limit, a lacking tool or missing material that
    /// overlaps the cue undoes it, and so does an unclear question named before it in the sentence.
    private static func undone(_ hit: TextCueBook.Hit, _ hits: [TextCueBook.Hit], around index: Int) -> Bool {
        for other in hits[..<index].reversed() {
            guard other.sentence == hit.sentence else { break }
            if other.kind == .puzzled, other.endToken <= hit.token { return true }
        }
        return overlapping(hit, hits, around: index) { other in
            switch other.kind {
            // Its verb comes first: "I can't help you find it" is an act, "I can't find it" is none.
            case .limit: other.endToken <= hit.endToken
            case .tool, .missing: true
            default: false
            }
        }
    }

    /// Whether another cue of the sentence shares tokens with this one and passes the test.
    private static func overlapping(
        _ hit: TextCueBook.Hit, _ hits: [TextCueBook.Hit], around index: Int, _ test: (TextCueBook.Hit) -> Bool
    ) -> Bool {
        var at = index
        while at > 0, hits[at - 1].sentence == hit.sentence { at -= 1 }
        while at < hits.count, hits[at].sentence == hit.sentence {
            if hits[at].token < hit.endToken, hits[at].endToken > hit.token, test(hits[at]) { return true }
            at += 1
        }
        return false
    }

    private static func object(
        _ hit: TextCueBook.Hit, _ hits: [TextCueBook.Hit], around index: Int, _ sentence: TextSentence, _ moves: UInt64
    ) -> TextAct.Object {
        // "I can't give legal advice", "I can't perform live tests": what no model of this kind does for anybody.
        if overlapping(hit, hits, around: index, { $0.kind == .profession }) { return .advice }
        let has = { (kind: TextCueKind) in moves & kind.bit != 0 }
        if has(.part) { return .part }
        if has(.whole) { return .whole }
        if has(.manner) { return .manner }
        if has(.demur) { return .advice }
        if has(.harm) { return .harm }
        // Nothing behind the verb: "I can't help." Where the verb stands last, that says nothing.
        let verbLast = verbLast.contains(TextCueBook.shared.patterns[hit.pattern].language)
        if !verbLast, sentence.endToken - hit.endToken <= 2 { return .whole }
        return .task
    }
}
