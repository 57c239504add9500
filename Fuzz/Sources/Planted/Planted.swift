import Trials

/// Crashes that are planted so that the fuzzers can be seen to find one. Off but for `FUZZ_PLANT=1`, and in a module of
/// its own with counters, as the code under test has them: each lies behind conditions that no recorded reply meets.
package enum Planted {
    /// Set once, before the first input.
    nonisolated(unsafe) package static var isOn = false

    /// An event with a name and without its data's opening.
    package static func event(name: [UInt8], data: [UInt8]) {
        guard isOn, name.count >= 2, name[0] == UInt8(ascii: "p") else { return }
        guard data.count >= 2, data[0] == UInt8(ascii: "{") else { return }
        if data[data.count - 1] == 0x0A { fatalError("planted crash: event") }
    }

    /// Behind both checksums of a frame.
    package static func frame(_ exception: String?) {
        guard isOn, let exception, exception.utf8.count >= 9 else { return }
        if exception.utf8.first == UInt8(ascii: "Q") { fatalError("planted crash: frame") }
    }

    /// Behind the framer, the JSON reader and the fold: text, then a block with a category that nobody sends.
    package static func reply(_ reply: Reply) {
        guard isOn, reply.framing == .events, reply.textDeltas >= 2, !reply.ended else { return }
        guard reply.stopReason == "refusal", let category = reply.stopCategory else { return }
        if category != "cyber", category != "bio", reply.toolCalls.count == 1 { fatalError("planted crash: reply") }
    }
}
