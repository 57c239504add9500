import Dialects
import Planted

/// The two cutters of byte streams: any split gives the same events, and none holds more bytes than came.
enum FramerTarget {
    private struct Event: Equatable {
        var name: [UInt8]
        var data: [UInt8]
    }

    static func eventFramer(_ input: Input) {
        func events(_ pieces: [UnsafeBufferPointer<UInt8>]) -> [Event] {
            var framer = EventFramer()
            var events: [Event] = []
            for piece in pieces { framer.feed(piece) { events.append(Event(name: Array($0), data: Array($1))) } }
            framer.finish { events.append(Event(name: Array($0), data: Array($1))) }
            hold(framer.oversized == 0, "nothing as small as this is too large")
            return events
        }
        let whole = events([input.body])
        hold(events(input.pieces) == whole, "split events equal whole ones")
        let bytes = whole.reduce(0) { $0 + $1.name.count + $1.data.count }
        hold(bytes <= input.body.count, "\(bytes) bytes of events out of \(input.body.count)")
        _ = events([input.prefix])
        for event in whole { Planted.event(name: event.name, data: event.data) }
    }

    static func frameReader(_ input: Input) {
        func frames(_ pieces: [UnsafeBufferPointer<UInt8>]) -> ([FrameReader.Frame], FrameReader.Damage?) {
            var reader = FrameReader()
            var frames: [FrameReader.Frame] = []
            for piece in pieces { reader.feed(piece) { frames.append($0) } }
            return (frames, reader.damage)
        }
        let whole = frames([input.body])
        hold(frames(input.pieces) == whole, "split frames equal whole ones")
        let bytes = whole.0.reduce(0) { $0 + $1.payload.count + 16 }
        hold(bytes <= input.body.count, "\(bytes) bytes of frames out of \(input.body.count)")
        let early = frames([input.prefix])
        hold(early.0.elementsEqual(whole.0.prefix(early.0.count)), "a prefix gives the first frames")
        for frame in whole.0 { Planted.frame(frame.exception) }
    }
}
