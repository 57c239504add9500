import Formats
import Trials

/// Crashes that are planted so that the fuzzers can be seen to find one. Off but for `FUZZ_PLANT=1`, and in a module of
/// its own with counters, as the code under test has them: each lies behind conditions that no recorded reply meets.
package enum Planted {
    /// Set once, before the first input.
    nonisolated(unsafe) package static var isOn = false

    /// Behind the lines of an event: one with a name of its own, and data of several lines.
    package static func event(name: [UInt8], data: [UInt8]) {
        guard isOn, name.count >= 2, name[0] == UInt8(ascii: "p") else { return }
        if data.contains(0x0A) { fatalError("planted crash: event") }
    }

    /// Behind both checksums of a frame: an exception whose name does not begin with a letter.
    package static func frame(_ exception: String?) {
        guard isOn, let exception, exception.utf8.count >= 9, let first = exception.utf8.first else { return }
        if !(0x41...0x5A).contains(first & 0xDF) { fatalError("planted crash: frame") }
    }

    /// Behind the framer, the JSON reader and the fold: a stream with two kinds of events that nobody knows.
    package static func reply(_ reply: Reply) {
        guard isOn, reply.framing == .events, let kinds = reply.annotations["unknown_events"]?.array else { return }
        if kinds.count >= 2 { fatalError("planted crash: reply") }
    }
}
