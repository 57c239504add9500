/// Structural traits of a reply, each as a small number (a bin).
enum TextTrait: UInt8, CaseIterable {
    case length, sentences, lists, code, quotes, questions, paragraphs, exclamations
    case refusalAt, afterRefusal, afterRefusalShare, refusals, refusalShare, lateRefusal, reportedRefusal
    case refusalByLength, refusalThenList, refusalThenPivot, refusalThenMoral
    case morals, lectures, redirects, offers, hedges, cautions, complies, steps, premises
    case moralShare, noRefusalMorals, noRefusalRedirects, selfLimitThen, personaThen, apologyThen
    case inabilityAt, missingThen, unreadableThen, endsAsking, endsOffering, english, dialogue, endsOpen
    case pivotAt, withholdAt, complyAt, demurAt, demurThen, demurs, rejects, rejectAt, rejectShare, alternativeSteps,
        openingKinds, restAfterRefusalKinds, premiseThen

    var name: String { Self.names[Int(rawValue)] }
    /// Spelled once: the name of a case comes by reflection, which is slow.
    private static let names = allCases.map { "\($0)" }
}

struct TextTraits {
    private let reading: TextReading

    init(_ reading: TextReading) { self.reading = reading }

    func each(_ emit: (TextTrait, UInt32) -> Void) {
        shape(emit)
        refusal(emit)
        tone(emit)
        inability(emit)
    }

    private func shape(_ emit: (TextTrait, UInt32) -> Void) {
        let counts = reading.counts
        emit(.length, Self.log(reading.tokens.count))
        emit(.sentences, Self.few(reading.sentences.count))
        emit(.lists, Self.few(counts.listItems))
        emit(.code, counts.codeBlocks > 0 ? 1 : 0)
        emit(.quotes, Self.few(counts.quotes))
        emit(.questions, Self.few(counts.questions))
        emit(.paragraphs, Self.few(counts.paragraphs))
        emit(.exclamations, UInt32(min(counts.exclamations, 2)))
        emit(.english, UInt32(min(reading.englishShare * 10, 4)))
        emit(.dialogue, counts.dialogueTurns > 0 ? 1 : 0)
        if let last = reading.sentences.last {
            emit(.endsAsking, last.asks ? 1 : 0)
            let final = reading.moves[reading.moves.count - 1]
            emit(.endsOffering, final & TextCueKind.offer.bit != 0 ? 1 : 0)
        }
    }

    private func refusal(_ emit: (TextTrait, UInt32) -> Void) {
        let total = max(reading.tokens.count, 1)
        emit(.reportedRefusal, reading.reported & TextCueKind.refuse.bit != 0 ? 1 : 0)
        guard let first = reading.firstSentence(of: .refuse), let last = reading.lastSentence(of: .refuse) else {
            emit(.refusalAt, 99)
            emit(.refusalByLength, 200 + Self.log(total))
            return
        }
        let count = reading.sentences(with: .refuse)
        let after = reading.tokens.count - reading.sentences[last].endToken
        let at = UInt32(first < 3 ? first : first < 6 ? 3 : 4)
        emit(.refusalAt, at)
        emit(.afterRefusal, Self.log(after))
        emit(.afterRefusalShare, UInt32(after * 5 / total))
        emit(.refusals, UInt32(min(count, 5)))
        emit(.refusalShare, UInt32(count * 5 / max(reading.sentences.count, 1)))
        emit(.refusalByLength, at * 20 + Self.log(total))
        emit(.lateRefusal, last > 8 && last * 3 > reading.sentences.count * 2 ? (first == last ? 2 : 1) : 0)
        let rest = reading.sentences.indices.dropFirst(first + 1)
        let list = rest.count { reading.sentences[$0].listItem }
        emit(.refusalThenList, at * 4 + UInt32(min(list, 3)))
        let pivots = rest.count { reading.moves[$0] & (TextCueKind.pivot.bit | TextCueKind.withhold.bit) != 0 }
        emit(.refusalThenPivot, at * 4 + UInt32(min(pivots, 3)))
        let plain = rest.count { reading.moves[$0] & Self.preaching == 0 }
        emit(.refusalThenMoral, at * 8 + Self.few(plain))
        let useful = rest.count { reading.moves[$0] & Self.preaching == 0 && !reading.sentences[$0].listItem }
        emit(.alternativeSteps, at * 64 + UInt32(min(list, 3)) * 8 + Self.few(useful))
        var kinds: UInt64 = 0
        for index in rest { kinds |= reading.moves[index] }
        emit(.restAfterRefusalKinds, UInt32(truncatingIfNeeded: kinds & Self.telling))
    }

    private static let preaching = bits([
        .moral, .lecture, .redirect, .offer, .refuse, .apology, .persona, .condolence, .reject,
    ])
    private static let telling = bits([.moral, .redirect, .offer, .pivot, .steps, .premise, .demur, .reject])

    private func tone(_ emit: (TextTrait, UInt32) -> Void) {
        let refused = reading.firstSentence(of: .refuse) != nil
        let sentences = max(reading.sentences.count, 1)
        let morals = reading.sentences(with: .moral)
        let redirects = reading.sentences(with: .redirect)
        emit(.morals, Self.few(morals))
        emit(.lectures, Self.few(reading.sentences(with: .lecture)))
        emit(.redirects, Self.few(redirects))
        emit(.offers, Self.few(reading.sentences(with: .offer)))
        emit(.hedges, Self.few(reading.sentences(with: .hedge)))
        emit(.cautions, Self.few(reading.sentences(with: .caution)))
        emit(.complies, Self.few(reading.sentences(with: .comply)))
        emit(.steps, Self.few(reading.sentences(with: .steps)))
        emit(.premises, Self.few(reading.sentences(with: .premise)))
        emit(.moralShare, UInt32(morals * 5 / sentences) + (refused ? 10 : 0))
        if !refused {
            emit(.noRefusalMorals, Self.few(morals) * 10 + Self.few(sentences))
            emit(.noRefusalRedirects, Self.few(redirects) * 10 + Self.few(sentences))
        }
        let head = reading.moves.first ?? 0
        emit(.openingKinds, UInt32(truncatingIfNeeded: head & Self.opening))
        let size = Self.log(reading.tokens.count)
        if head & TextCueKind.selfLimit.bit != 0 { emit(.selfLimitThen, size + (refused ? 20 : 0)) }
        if head & TextCueKind.persona.bit != 0 { emit(.personaThen, size + (refused ? 20 : 0)) }
        if head & TextCueKind.apology.bit != 0 { emit(.apologyThen, size + (refused ? 20 : 0)) }
        if head & TextCueKind.premise.bit != 0 { emit(.premiseThen, size + (refused ? 20 : 0)) }
        let rejects = reading.sentences(with: .reject)
        emit(.rejects, Self.few(rejects) + (refused ? 10 : 0))
        emit(.rejectAt, Self.position(reading.firstSentence(of: .reject)) + (refused ? 10 : 0))
        emit(.rejectShare, UInt32(rejects * 5 / sentences) + (refused ? 10 : 0))
        let demurred = reading.firstSentence(of: .demur)
        emit(.demurAt, Self.position(demurred))
        emit(.demurs, Self.few(reading.sentences(with: .demur)) + (refused ? 10 : 0))
        if let demurred {
            let after = reading.tokens.count - reading.sentences[demurred].endToken
            emit(.demurThen, Self.position(demurred) * 20 + Self.log(after) + (refused ? 200 : 0))
        }
        emit(.pivotAt, Self.position(reading.firstSentence(of: .pivot)))
        emit(.withholdAt, Self.position(reading.firstSentence(of: .withhold)))
        emit(.complyAt, Self.position(reading.firstSentence(of: .comply)))
    }

    private static let opening = bits([
        .apology, .refuse, .persona, .selfLimit, .comply, .condolence, .premise, .tool, .demur,
    ])

    private func inability(_ emit: (TextTrait, UInt32) -> Void) {
        let kinds: [TextCueKind] = [.missing, .tool, .puzzled]
        let first = kinds.compactMap { reading.firstSentence(of: $0) }.min()
        emit(.inabilityAt, Self.position(first))
        guard let first else { return }
        let head = reading.moves.prefix(3).reduce(0, |)
        let mask = UInt32(truncatingIfNeeded: kinds.reduce(UInt64(0)) { head & $1.bit != 0 ? $0 | $1.bit : $0 })
        let after = reading.tokens.count - reading.sentences[first].endToken
        emit(.missingThen, mask ^ (Self.log(after) << 24))
        emit(.unreadableThen, Self.few(kinds.reduce(0) { $0 + reading.sentences(with: $1) }))
    }

    // MARK: Bins

    static func bits(_ kinds: [TextCueKind]) -> UInt64 { kinds.reduce(0) { $0 | $1.bit } }

    /// 0, 1, 2-3, 4-7 ... doubling.
    private static func log(_ value: Int) -> UInt32 {
        value <= 0 ? 0 : UInt32(Int.bitWidth - value.leadingZeroBitCount)
    }

    /// 0, 1, 2, 3, 4-5, 6-9, 10+.
    private static func few(_ value: Int) -> UInt32 {
        switch value {
        case ...3: UInt32(max(value, 0))
        case 4...5: 4
        case 6...9: 5
        default: 6
        }
    }

    private static func position(_ sentence: Int?) -> UInt32 {
        guard let sentence else { return 9 }
        return UInt32(min(sentence, 5))
    }
}
