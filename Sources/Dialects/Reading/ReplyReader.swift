import Formats
import Trials
import Vendors

/// Reads one reply: finds out what the body is, whatever was asked for, and hands its JSON to the format's fold.
struct ReplyReader<Fold: ReplyFold>: ReplyReading {
    private enum Body { case undecided, document, events, frames }

    private static var sampleLimit: Int { 2048 }

    private var fold: Fold
    private let status: Int?
    private let saysEvents: Bool
    private let headers: [HeaderLine]
    private var body = Body.undecided
    private var framer = EventFramer()
    private var frames = FrameReader()
    private var held: [UInt8] = []
    private var unreadableEvents = 0
    private var endsInside = false
    private var lastAt: Int64 = 0
    private var said = SaidWords()
    private var heardError = false

    init(fold: Fold, status: Int?, headers: [HeaderLine]) {
        self.fold = fold
        self.status = status
        self.headers = headers
        saysEvents = Self.value("content-type", headers).map { Self.holds($0, "event-stream") } ?? false
    }

    private static func value(_ name: String, _ headers: [HeaderLine]) -> String? {
        headers.first { $0.name.utf8.count == name.utf8.count && holds($0.name, name) }?.value
    }

    /// Whether a text holds a word in lower case, whatever its own case; by byte, as both are ASCII where they agree.
    private static func holds(_ text: String, _ word: String) -> Bool {
        var (text, word) = (text, word)
        return text.withUTF8 { bytes in
            word.withUTF8 { word in
                guard bytes.count >= word.count else { return false }
                return (0...(bytes.count - word.count)).contains { start in
                    word.indices.allSatisfy { index in
                        let byte = bytes[start + index]
                        return (byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte) == word[index]
                    }
                }
            }
        }
    }

    var progress: ReadingProgress { fold.gathered.progress }
    var text: String { fold.gathered.visible }

    mutating func feed(_ bytes: UnsafeBufferPointer<UInt8>, at nanoseconds: Int64) {
        guard !bytes.isEmpty else { return }
        lastAt = nanoseconds
        switch body {
        case .document: held.append(contentsOf: bytes)
        case .events: feedEvents(bytes, at: nanoseconds)
        case .frames: feedFrames(bytes, at: nanoseconds)
        case .undecided:
            held.append(contentsOf: bytes)
            decide(whole: false)
            guard body == .events || body == .frames else { return }
            let first = held
            held = []
            first.withUnsafeBufferPointer {
                if body == .events { feedEvents($0, at: nanoseconds) } else { feedFrames($0, at: nanoseconds) }
            }
        }
    }

    /// Looks at the first bytes that say something. Only the prefix counts, so any split decides alike.
    private mutating func decide(whole: Bool) {
        // The length that opens a frame has a zero in front; no text begins with one.
        if Fold.framed, held.first == 0 {
            body = .frames
            return
        }
        var index = held.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while index < held.count, [0x20, 0x0A, 0x0D, 0x09].contains(held[index]) { index += 1 }
        guard index < held.count else { return }
        switch held[index] {
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "<"), UInt8(ascii: "\""): body = .document
        case UInt8(ascii: ":"): body = .events
        default:
            if saysEvents {
                body = .events
                return
            }
            let seen = held[index...].prefix(6)
            for field in ["data:", "event:", "id:", "retry:"] where seen.starts(with: field.utf8) {
                body = .events
                return
            }
            if seen.count == 6 || whole { body = .document }
        }
    }

    private mutating func feedEvents(_ bytes: UnsafeBufferPointer<UInt8>, at nanoseconds: Int64) {
        // The framer is moved out so that its handler may change the rest of this value.
        var framer = framer
        self.framer = EventFramer()
        framer.feed(bytes) { name, data in take(name, data, at: nanoseconds, last: false) }
        self.framer = framer
    }

    private mutating func feedFrames(_ bytes: UnsafeBufferPointer<UInt8>, at nanoseconds: Int64) {
        var frames = frames
        self.frames = FrameReader()
        frames.feed(bytes) { frame in take(frame, at: nanoseconds) }
        self.frames = frames
    }

    private mutating func take(_ frame: FrameReader.Frame, at nanoseconds: Int64) {
        var loneHalves: [UInt16] = []
        let json: JSONValue
        do throws(JSONError) {
            json = try frame.payload.withUnsafeBufferPointer { bytes throws(JSONError) in
                try JSONReader.read(bytes, loneHalves: &loneHalves)
            }
        } catch {
            if frame.exception == nil {
                unreadableEvents += 1
                return
            }
            json = .object([:])
        }
        guard let exception = frame.exception else {
            fold.event(json, name: frame.event, loneHalves: loneHalves, at: nanoseconds)
            return hear(json)
        }
        let message = json["message"] ?? frame.message.map(JSONValue.string)
        said.error(json)
        fold.exception(
            exception.prefix(1).uppercased() + exception.dropFirst(), json.merging(["message": message ?? .null]))
    }

    private mutating func take(
        _ name: UnsafeBufferPointer<UInt8>, _ data: UnsafeBufferPointer<UInt8>, at nanoseconds: Int64, last: Bool
    ) {
        if data.isEmpty || fold.word(data) { return }
        var loneHalves: [UInt16] = []
        do throws(JSONError) {
            let json = try JSONReader.read(data, loneHalves: &loneHalves)
            fold.event(
                json, name: name.isEmpty ? "" : String(decoding: name, as: UTF8.self), loneHalves: loneHalves,
                at: nanoseconds)
            hear(json)
        } catch {
            // An event that the end of the stream cut is no unreadable event; where the wire has an end marker, its
            // absence tells as well.
            if last { endsInside = true } else { unreadableEvents += 1 }
        }
    }

    /// What else a document or an event says, beside what the fold reads out of it.
    private mutating func hear(_ json: JSONValue) {
        let failed = status.map { $0 >= 400 } ?? false || fold.gathered.reply.error != nil
        if failed, !heardError {
            heardError = true
            said.error(json)
        } else {
            said.success(json)
        }
    }

    mutating func finish() -> Reply {
        if body == .undecided { decide(whole: true) }
        if body == .events {
            var rest = framer
            rest.finish { name, data in take(name, data, at: lastAt, last: true) }
            unreadableEvents += rest.oversized
        }
        fold.close()
        var sample: String?
        var framing = Framing.none
        switch body {
        case .events, .frames: framing = .events
        case .undecided: break
        case .document:
            do throws(JSONError) {
                let json = try JSONReader.read(held)
                fold.document(json)
                hear(json)
                framing = .document
            } catch {
                framing = .unreadable
            }
        }
        if framing == .unreadable {
            sample = WireRedaction.redacted(String(decoding: held.prefix(Self.sampleLimit), as: UTF8.self))
        }
        said.headers(headers)
        // Which lengths of names occur: most of those that are looked for are no header of this reply.
        let lengths = headers.reduce(into: UInt64(0)) { $0 |= 1 << UInt64($1.name.utf8.count & 63) }
        var reply = fold.gathered.finished()
        // What stands in several places of one document came at once.
        if framing == .document { reply.textDeltas = min(reply.textDeltas, 1) }
        reply.said = said.words
        reply.innerErrors = said.innerErrors
        if let inner = said.innerError, reply.annotations["error.innererror"] == nil {
            reply.annotations["error.innererror"] = inner
        }
        reply.damage = frames.damage?.rawValue
        reply.framing = framing
        reply.unreadableSample = sample
        reply.unreadableEvents = unreadableEvents
        if framing == .document { reply.ended = true }
        if let status, status >= 400 {
            if let type = Self.value("x-amzn-errortype", headers) {
                // `ThrottlingException:http://…`: what follows the colon is the service's own address.
                var error = reply.error ?? WireError(place: .httpBody)
                if error.type == nil { error.type = String(type.prefix { $0 != ":" }) }
                reply.error = error
            }
            reply.error?.place = .httpBody
        }
        for name in Fold.requestIDHeaders where lengths & 1 << UInt64(name.utf8.count & 63) != 0 {
            guard let id = Self.value(name, headers) else { continue }
            reply.requestID = id
            break
        }
        if endsInside { reply.annotations["half_event"] = true }
        for name in AnnotatedHeaders.names where lengths & 1 << UInt64(name.utf8.count & 63) != 0 {
            if let value = Self.value(name, headers) { reply.annotations["header.\(name)"] = .string(value) }
        }
        return reply
    }
}

/// Headers that stay with a reply: who served it, and what a gateway did on the way.
private enum AnnotatedHeaders {
    static let names = Vendor.servedHeaders + Vendor.routeHeaders + ["x-provider-name"]
}
