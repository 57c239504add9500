/// What the acts of a reply and their surroundings say, as small numbers: where each stands, what it declines, what
/// was done before it and what follows.
struct TextActTraits {
    private let reading: TextReading
    private let acts: [TextAct]

    init(_ reading: TextReading) {
        self.reading = reading
        acts = reading.acts.list
    }

    /// Emits (name, value) pairs; names are the numbers written here and never reused.
    func each(_ emit: (UInt32, UInt32) -> Void) {
        emit(1, UInt32(min(acts.count, 4)))
        emit(2, UInt32(min(reading.acts.reported, 2)) * 4 + UInt32(min(acts.count, 2)))
        guard let first = acts.first, let last = acts.last else {
            none(emit)
            return
        }
        for (number, act) in acts.prefix(6).enumerated() {
            let kind = UInt32(act.speaker.rawValue) * 8 + UInt32(act.object.rawValue)
            let place = place(act)
            emit(3, kind)
            emit(4, place)
            emit(5, kind * 8 + place)
            if number == 0 { emit(6, kind * 8 + place) }
        }
        follows(first, emit)
        precedes(first, last, emit)
    }

    /// A reply without acts: does it speak against the thing and turn away, or hand something over?
    private func none(_ emit: (UInt32, UInt32) -> Void) {
        let head = min(reading.sentences.count, 4)
        let against = reading.moves[..<head].count { $0 & TextCueKind.against.bit != 0 }
        let instead = reading.moves[..<min(reading.sentences.count, 8)].contains { $0 & TextCueKind.instead.bit != 0 }
        let deliver = reading.moves[..<head].contains { $0 & TextCueKind.deliver.bit != 0 }
        let all = reading.sentences(with: .against)
        let share = UInt32(all * 8 / max(reading.sentences.count, 1))
        emit(20, UInt32(min(against, 3)) * 4 + (instead ? 2 : 0) + (deliver ? 1 : 0))
        emit(21, min(share, 4))
        emit(22, UInt32(min(against, 2)) * 8 + min(share, 4))
        let size = Self.log(reading.tokens.count)
        emit(23, size * 2 + (against > 0 ? 1 : 0))
        let limits = reading.moves[..<head].contains { $0 & Self.unable != 0 }
        emit(24, (limits ? 16 : 0) + size)
        emit(25, (limits ? 2 : 0) + (reading.sentences.last?.asks == true ? 1 : 0))
    }

    private static let unable = TextTraits.bits([.missing, .tool, .puzzled])

    /// What stands behind the first act.
    private func follows(_ first: TextAct, _ emit: (UInt32, UInt32) -> Void) {
        let rest = first.sentence + 1..<reading.sentences.count
        let after = reading.tokens.count - reading.sentences[first.sentence].endToken
        var code = 0
        for token in reading.tokens[reading.sentences[first.sentence].endToken...] where token.place.contains(.code) {
            code += 1
        }
        let list = rest.count { reading.sentences[$0].listItem }
        let deliver = rest.count { reading.moves[$0] & TextCueKind.deliver.bit != 0 }
        let instead = rest.count { reading.moves[$0] & TextCueKind.instead.bit != 0 }
        let offers = rest.count { reading.moves[$0] & (TextCueKind.offer.bit | TextCueKind.redirect.bit) != 0 }
        let against = rest.count { reading.moves[$0] & Self.scolds != 0 }
        let plain = rest.count { reading.moves[$0] & Self.turns == 0 }
        let codeBin: UInt32 = code == 0 ? 0 : code < 30 ? 1 : 2
        let object = UInt32(first.speaker.rawValue) * 8 + UInt32(first.object.rawValue)
        let listBin: UInt32 = list == 0 ? 0 : list < 4 ? 1 : list < 12 ? 2 : 3
        let deliverBin = UInt32(min(deliver, 3))
        let insteadBin = UInt32(min(instead, 2))
        emit(30, codeBin * 16 + object)
        emit(31, Self.log(after))
        emit(32, listBin * 16 + object)
        emit(33, deliverBin * 16 + object)
        emit(34, insteadBin * 16 + object)
        emit(35, codeBin * 64 + listBin * 16 + deliverBin * 4 + insteadBin)
        emit(36, UInt32(min(offers, 3)))
        let count = max(rest.count, 1)
        emit(37, UInt32(against * 6 / count) + (rest.isEmpty ? 10 : 0))
        emit(38, UInt32(plain * 6 / count) + (rest.isEmpty ? 10 : 0))
        emit(39, UInt32(deliver * 8 / count))
        emit(40, UInt32((instead + offers) * 6 / count))
        emit(41, place(first) * 16 + UInt32(deliver * 8 / count))
        emit(42, Self.log(after) * 4 + codeBin)
        emit(43, place(first) * 32 + Self.log(after))
        let next = rest.isEmpty ? 0 : reading.moves[first.sentence + 1]
        emit(44, next & Self.telling)
        let until = reading.moves[...first.sentence].reduce(0, |) & Self.unable
        let soon = reading.moves[first.sentence..<min(first.sentence + 3, reading.moves.count)].reduce(0, |) & Self.unable
        emit(46, until * 2 + (place(first) == 0 ? 1 : 0))
        emit(47, soon)
        // Against what the reply sets the act off within its own sentence: "I can't X, but here is Y".
        emit(45, reading.moves[first.sentence] & Self.telling)
    }

    private static let scolds = TextTraits.bits([.against, .moral, .lecture, .harm, .reject])
    private static let turns = TextTraits.bits([
        .against, .moral, .lecture, .harm, .reject, .instead, .offer, .redirect, .act, .notice, .refuse, .apology,
        .persona, .condolence,
    ])
    private static let telling = TextTraits.bits([.instead, .deliver, .pivot, .offer, .against, .comply, .redirect])

    /// How much was done before the acts, and whether the last one ends the reply.
    private func precedes(_ first: TextAct, _ last: TextAct, _ emit: (UInt32, UInt32) -> Void) {
        let before = reading.sentences[first.sentence].firstToken
        emit(50, Self.log(before))
        let items = reading.sentences[..<first.sentence].count { $0.listItem }
        let delivered = reading.moves[..<first.sentence].count { $0 & TextCueKind.deliver.bit != 0 }
        emit(51, UInt32(min(items, 3)) * 4 + UInt32(min(delivered, 3)))
        let code = reading.tokens[..<before].contains { $0.place.contains(.code) }
        emit(52, (code ? 1 : 0) * 8 + place(first))
        let end = reading.sentences.count - 1 - last.sentence
        emit(53, UInt32(min(end, 3)) * 32 + Self.log(before))
        let share = UInt32(acts.count * 8 / max(reading.sentences.count, 1))
        emit(54, share)
        emit(55, UInt32(last.object.rawValue) * 8 + UInt32(min(end, 3)))
    }

    /// 0 the first sentence, 1 the next two, 2 the first sixth, 3 the middle, 4 the last sixth, 5 the last sentence.
    private func place(_ act: TextAct) -> UInt32 {
        let count = reading.sentences.count
        if act.sentence == 0 { return 0 }
        if act.sentence < 3 { return 1 }
        if act.sentence == count - 1 { return 5 }
        if act.sentence * 6 < count { return 2 }
        return act.sentence * 6 < count * 5 ? 3 : 4
    }

    /// 0, 1, 2-3, 4-7 ... doubling.
    private static func log(_ value: Int) -> UInt32 {
        value <= 0 ? 0 : UInt32(Int.bitWidth - value.leadingZeroBitCount)
    }
}
