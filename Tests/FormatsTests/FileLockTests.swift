import Foundation
import Testing

@testable import Formats

@Suite struct FileLockTests {
    /// A forked child holds a copy of every descriptor until it becomes another program.
    @Test func aLockThatIsGivenUpIsFreeWhoeverHoldsACopy() throws {
        let path = NSTemporaryDirectory() + "railgauge-lock-\(UUID().uuidString)"
        defer { unlink(path) }
        var first: FileLock? = try FileLock(path: path)
        #expect(throws: FileLock.Refusal.held) { try FileLock(path: path) }
        let copy = try #require(
            FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { Int32($0) }.first { number in
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(number)")) == path
            }.map { dup($0) })
        defer { close(copy) }
        #expect(copy >= 0)
        first = nil
        #expect(first == nil)
        _ = try FileLock(path: path)
    }
}
