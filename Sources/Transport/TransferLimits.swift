/// The most that one reply may hold, in bytes.
package struct TransferLimits: Sendable, Equatable {
    /// The whole body; a reply that declares more is refused before its first byte.
    package var maxBodyBytes: Int
    /// All header lines of one reply together: 1xx heads, the final head and trailers. libcurl 7.88 has no such limit.
    package var maxHeaderBytes: Int

    /// What a body may hold before it needs room among the long ones, and the room for these together.
    package var freeBodyBytes: Int
    package var longBodyBytes: Int

    package init(
        maxBodyBytes: Int = 16 << 20, maxHeaderBytes: Int = 256 << 10, freeBodyBytes: Int = 256 << 10,
        longBodyBytes: Int = 64 << 20
    ) {
        self.maxBodyBytes = maxBodyBytes
        self.maxHeaderBytes = maxHeaderBytes
        self.freeBodyBytes = freeBodyBytes
        self.longBodyBytes = longBodyBytes
    }
}
