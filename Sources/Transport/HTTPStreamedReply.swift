/// A reply whose head has arrived and whose body is still coming.
package struct HTTPStreamedReply: Sendable {
    package let head: HTTPReplyHead
    package let body: HTTPBody
}

/// The body of one reply, read once, by one reader.
///
/// Dropping it unread closes the transfer. Reading slower than the server sends holds the server back.
package struct HTTPBody: AsyncSequence, Sendable {
    package struct Piece: Sendable, Equatable {
        package var bytes: [UInt8]
        /// Nanoseconds since `send` was called.
        package var arrivedAt: Int64
    }

    let lease: TransferLease

    package func makeAsyncIterator() -> Iterator { Iterator(lease: lease) }

    package struct Iterator: AsyncIteratorProtocol {
        let lease: TransferLease
        private var batch = BodyBatch()
        private var next = 0

        init(lease: TransferLease) { self.lease = lease }

        /// The next piece, or `nil` after a complete body.
        ///
        /// Throws `TransportError`, or `CancellationError` when the task was cancelled; the transfer is closed then.
        package mutating func next() async throws -> Piece? {
            if next == batch.marks.count {
                batch = try await lease.transfer.nextBatch()
                next = 0
                if batch.marks.isEmpty { return nil }
            }
            let start = next == 0 ? 0 : batch.marks[next - 1].end
            let mark = batch.marks[next]
            next += 1
            if batch.marks.count == 1 { return Piece(bytes: batch.bytes, arrivedAt: mark.at) }
            return Piece(bytes: Array(batch.bytes[start..<mark.end]), arrivedAt: mark.at)
        }
    }

    /// All that is still unread and the fault it ended with, in one wake-up. Throws `CancellationError` only.
    package func collect() async throws(CancellationError) -> HTTPReply { try await lease.transfer.collect() }

    /// How long each phase took; `nil` until the transfer has ended.
    package var timings: TransferTimings? { lease.transfer.timings }
}
