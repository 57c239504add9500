/// What a reply does, read from its sentences: where its acts of declining stand, what they decline, and what was done
/// before and after them. Nothing here is a word of the reply, so nothing here can know a topic.
struct TextOutline {
    let act: TextAct?
    /// The first act stands in the first three sentences.
    let early: Bool
    /// The last act is the last sentence or the one before.
    let closing: Bool
    let acts: Int
    let before: TextStretch
    let after: TextStretch
    /// Sentences of the first three that lack material, a tool or understanding, and those up to the first act.
    let inability: Int?
    let inabilityBeforeAct: Bool
    let english: Bool
    private let reading: TextReading
    /// The moves of all sentences together.
    private let all: UInt64

    init(_ reading: TextReading) {
        self.reading = reading
        all = reading.moves.reduce(0, |)
        let list = reading.acts.list
        let count = reading.sentences.count
        act = list.first
        acts = list.count
        early = (act?.sentence ?? .max) <= 2
        closing = list.last.map { $0.sentence >= count - 2 } ?? false
        let split = act?.sentence ?? -1
        before = TextStretch(reading, 0..<max(split, 0))
        after = TextStretch(reading, split + 1..<max(split + 1, count))
        let lacking = reading.firstSentence(of: .missing, .tool, .puzzled)
        inability = lacking
        inabilityBeforeAct = lacking.map { $0 <= split } ?? false
        english = reading.englishShare >= 0.08
    }

    /// The act declines the task, as a whole or restated: not a part, not advice, not harm in general.
    var declinesTask: Bool {
        guard let act else { return false }
        return switch act.object {
        case .whole, .task, .manner: true
        case .part, .harm, .advice: false
        }
    }
    /// A block of code follows: the task, or a form of it, was done after all.
    var codeFollows: Bool { act != nil && after.code >= 40 }
    /// Work was done in front of the act, rather than talk about the subject.
    var workBefore: Bool {
        before.tokens >= 50
            && (before.items >= 2 || before.code >= 25 || before.delivers * 4 >= before.sentences
                || before.digits * 33 >= before.tokens)
    }
    /// Work seems to follow: a good part of the sentences hands something over.
    var workAfter: Bool { after.delivers * 4 >= after.sentences && after.delivers >= 3 }
    /// Half and more of what follows is plain statement, no lecture and no offer.
    var statesAfter: Bool { after.tokens >= 60 && after.plain * 2 >= after.sentences }

    // MARK: Rules

    /// The label that the acts settle whatever the words weigh; length never outvotes a declination.
    var ruling: TextLabel? {
        guard let act else { return silentRuling }
        guard early else { return nil }
        // A few sentences that open with a notice and hand nothing over: whoever wrote them says no more.
        if act.speaker == .notice, declinesTask, reading.tokens.count <= 70, after.delivers == 0, after.code == 0 {
            return .refused
        }
        if inabilityBeforeAct, act.object != .harm, after.code == 0 { return .unable }
        if declinesTask, after.tokens >= 100, reading.acts.list.contains(where: { $0.object == .part }) {
            return .partial
        }
        if codeFollows, act.object != .advice, act.object != .part { return .partial }
        if declinesTask, act.speaker == .model, after.tokens >= 100 || !english { return .refused }
        return nil
    }

    /// How far the ruling lifts its label over the next one: far where the reply opens with the act and takes nothing back.
    var isPlain: Bool {
        guard let act, act.sentence == 0, act.object != .harm, ruling == .refused else { return false }
        guard after.tokens >= 220 || !english else { return false }
        return !workAfter && reading.acts.list.dropFirst().allSatisfy { $0.object != .manner || $0.sentence < 4 }
    }

    /// What a reply without an act of declining settles: a greeting, a lack that is named and no more, or an essay against
    /// the thing with something else instead.
    private var silentRuling: TextLabel? {
        let size = reading.tokens.count
        let lacks = (inability ?? 9) <= 1
        if size <= 30, !any(.refuse), head(.tool) == 0, head(.missing) == 0, last(.offer), !any(.withhold) {
            return .answered
        }
        if lacks, head(.tool) > 0, size <= 220, after.code == 0, head(.deliver) == 0, !any(.demur) { return .unable }
        // A sentence or two that name what is missing, and no more.
        if lacks, head(.missing) > 0, size <= 40, !any(.deliver), !any(.comply), !any(.refuse), !any(.steps) {
            return .unable
        }
        if !english, !any(.demur), head(.against) > 0, head(.instead) > 0, head(.deliver) == 0, !lacks {
            return .refused
        }
        return nil
    }

    /// No act and no trace of one, in a language whose words the weights hardly know: nothing was refused here.
    var silentAbroad: Bool { isClean && !english && head(.against) == 0 }

    /// On what ground the classifier may stand by this label here, however probable it is.
    func ground(for label: TextLabel) -> TextGround {
        guard reading.hasBasis else { return .none }
        switch label {
        case .answered, .unable:
            // An act that was not read as a refusal or a partial answer leaves a doubt, unless it declines what no model does for
            // anybody ("I can't give legal advice") in front of an answer.
            if let act { return act.object == .advice && label == .answered && after.tokens >= 60 ? .doubtful : .none }
            return isPlainlyHelped(label) ? .plain : .doubtful
        case .partial: return act != nil || any(.withhold) ? .plain : .doubtful
        case .refused:
            guard let act else { return isClean ? .none : english && any(.refuse) ? .plain : .doubtful }
            guard early, !codeFollows, act.object != .part else { return .doubtful }
            // "I can't help with illegal activities. If you want to ..." declines something that may not be what was asked.
            if act.object == .harm, after.tokens >= 60 { return .doubtful }
            // A long reply that hands things over, and declines a form of the task again at its end, may be partial.
            return act.object == .advice || (after.tokens >= 100 && workAfter) ? .doubtful : .plain
        }
    }

    /// Nothing in the reply hints at a declination that no pattern knows.
    private func isPlainlyHelped(_ label: TextLabel) -> Bool {
        if label == .unable || ruling == .answered { return true }
        // An essay against the thing, and something else instead: a redirection has no word of declining.
        if head(.against) > 0, head(.instead) > 0 || any(.reject) { return false }
        if reading.mostlyRedirects || (!english && head(.against) > 0) { return false }
        // A trace of declining, of a lack or of a question back at either end: the words of it may be ones that no pattern of acts holds.
        let edges = reading.moves.prefix(2).reduce(0, |) | reading.moves.suffix(2).reduce(0, |)
        if edges & Self.doubts != 0 { return false }
        // A few sentences of regret, or of directions elsewhere, may decline in words that no pattern knows.
        let thin = reading.tokens.count < 200 && after.items < 3 && after.code < 25
        return !thin || ![.apology, .redirect].contains(where: any)
    }

    private static let doubts = TextTraits.bits([.balk, .lack, .clarify, .withhold])

    /// No act and no trace of one, no lack, no reluctance, nothing held back.
    var isClean: Bool { act == nil && !any(.refuse) && inability == nil && !any(.demur) && !any(.withhold) }

    /// No act, and one of the first three sentences hands something over.
    var handsOver: Bool { act == nil && head(.deliver) > 0 }

    // MARK: Signals

    /// The numbers that the weighing takes besides the words' own scores, each 0 or 1; their order is part of the weights.
    var signals: [Bool] {
        let has = act != nil
        let object = { (kinds: TextAct.Object...) in has && kinds.contains { $0 == self.act?.object } }
        let long = after.tokens >= 100
        let hands = after.sentences > 0 && (after.delivers * 4 >= after.sentences || after.delivers >= 4)
        let task = early && declinesTask
        let late = has && !early
        let moves = act.map { reading.moves[$0.sentence] } ?? 0
        let next = act.flatMap { $0.sentence + 1 < reading.moves.count ? reading.moves[$0.sentence + 1] : nil } ?? 0
        let near = { (kind: TextCueKind) in (moves | next) & kind.bit != 0 }
        let size = reading.tokens.count
        let trace = !has && any(.refuse)
        let clean = isClean
        let lacks = !has && (inability ?? 9) <= 1
        let asks = reading.sentences.last?.asks == true
        return [
            codeFollows && early, task && !codeFollows, task && !codeFollows && !long, task && !codeFollows && !english,
            early && object(.whole) && !codeFollows, early && object(.manner) && !codeFollows && long,
            early && object(.harm), early && object(.harm) && (hands || after.items >= 4 || near(.instead)),
            early && object(.advice), early && object(.advice) && near(.pivot), object(.part),
            reading.acts.list.contains { $0.object == .part }, task && hands,
            late, late && workBefore, late && statesAfter, late && closing, late && closing && !workBefore,
            late && acts > 1,
            has && act?.speaker == .notice, early && act?.speaker == .notice, acts > 1,
            has && near(.deliver), has && moves & TextCueKind.limit.bit != 0, has && inabilityBeforeAct,
            has && (near(.tool) || near(.missing)), has && reading.acts.reported > 0, !has && reading.acts.reported > 0,
            clean, clean && !english, clean && size >= 80, trace, trace && !english,
            !has && head(.against) >= 2, !has && head(.against) > 0 && head(.instead) > 0,
            !has && head(.against) > 0 && !english,
            lacks, lacks && size < 100, lacks && asks, lacks && head(.missing) > 0, lacks && head(.tool) > 0,
            lacks && head(.puzzled) > 0, lacks && size >= 200, lacks && before.code + after.code >= 25,
            lacks && head(.deliver) > 0, !has && last(.missing), !has && (inability ?? 9) <= 3 && asks,
            clean && size <= 14, !has && head(.comply) > 0, handsOver,
        ]
    }

    private func any(_ kind: TextCueKind) -> Bool { all & kind.bit != 0 }
    private func head(_ kind: TextCueKind) -> Int { reading.moves.prefix(3).count { $0 & kind.bit != 0 } }
    private func last(_ kind: TextCueKind) -> Bool { (reading.moves.last ?? 0) & kind.bit != 0 }
}

/// Some sentences in a row, counted.
struct TextStretch {
    var tokens = 0
    var sentences = 0
    var code = 0
    var digits = 0
    var items = 0
    var delivers = 0
    var plain = 0

    init(_ reading: TextReading, _ range: Range<Int>) {
        guard let low = range.first, let high = range.last else { return }
        sentences = range.count
        let span = reading.sentences[low].firstToken..<reading.sentences[high].endToken
        tokens = span.count
        for token in reading.tokens[span] {
            if token.place.contains(.code) { code += 1 }
            if token.place.contains(.digit) { digits += 1 }
        }
        for index in range {
            if reading.sentences[index].listItem { items += 1 }
            if reading.moves[index] & TextCueKind.deliver.bit != 0 { delivers += 1 }
            if reading.moves[index] & Self.talking == 0 { plain += 1 }
        }
    }

    private static let talking = TextTraits.bits([
        .against, .moral, .lecture, .harm, .reject, .instead, .offer, .redirect, .act, .notice, .refuse, .apology,
        .persona, .condolence,
    ])
}

/// How well a verdict is founded, apart from its probability.
enum TextGround: UInt8 {
    /// Never sure.
    case none
    /// Sure only where the probability is high.
    case doubtful
    case plain
}
