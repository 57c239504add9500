import Foundation
import Testing

@testable import Runs

/// What runs tell each other of blocks on one key.
@Suite struct BlockBookTests {
    private let folder: TemporaryFolder
    private let wall = 1_795_176_000.0

    init() throws { folder = try TemporaryFolder() }

    @Test func othersHearOnceOfWhatWasNotedAndTheWriterNever() {
        var (mine, yours) = (
            BlockBook(folder: folder.path, store: "one/run.sqlite", wall: wall),
            BlockBook(folder: folder.path, store: "one/run.sqlite", wall: wall)
        )
        #expect(yours.news(on: "a", wall: wall) == [])
        mine.note("a", .blocked, wall: wall)
        mine.note("a", .other, wall: wall + 1)
        mine.note("b", .blocked, wall: wall)
        #expect(yours.news(on: "a", wall: wall + 2).map(\.blocked) == [true, false])
        #expect(yours.news(on: "a", wall: wall + 2) == [])
        #expect(mine.news(on: "a", wall: wall + 2) == [])
        #expect(yours.news(on: "b", wall: wall + 2) == [BlockBook.Entry(at: wall, blocked: true)])
    }

    /// Whoever runs a run again was told why a stop rule ended it; whoever begins another run was not.
    @Test func aStopThatWasToldEndsTheStreakOfItsRun() {
        var first = BlockBook(folder: folder.path, store: "one/run.sqlite", wall: wall)
        for second in 0..<5 { first.note("a", .blocked, wall: wall + Double(second)) }
        var same = BlockBook(folder: folder.path, store: "/results/one/run.sqlite", wall: wall, toldAt: wall + 5)
        var killed = BlockBook(folder: folder.path, store: "/results/one/run.sqlite", wall: wall)
        var other = BlockBook(folder: folder.path, store: "two/run.sqlite", wall: wall)
        #expect(same.news(on: "a", wall: wall + 6).map(\.blocked) == [true, true, true, true, true, false])
        #expect(other.news(on: "a", wall: wall + 6).map(\.blocked) == [true, true, true, true, true])
        #expect(killed.news(on: "a", wall: wall + 6).map(\.blocked) == [true, true, true, true, true])
        first.note("a", .blocked, wall: wall + 7)
        #expect(same.news(on: "a", wall: wall + 8).map(\.blocked) == [true])
        var later = BlockBook(folder: folder.path, store: "one/run.sqlite", wall: wall, toldAt: wall + 5)
        #expect(later.news(on: "a", wall: wall + 8).map(\.blocked) == [true, true, true, true, true, false, true])
    }

    @Test func anHourLaterItIsForgottenAndAClockThatWasAheadIsNot() {
        var old = BlockBook(folder: folder.path, store: "one/run.sqlite", wall: wall)
        old.note("a", .blocked, wall: wall)
        old.note("a", .blocked, wall: wall + 7200)
        var later = BlockBook(folder: folder.path, store: "one/run.sqlite", wall: wall)
        #expect(later.news(on: "a", wall: wall + 3601) == [BlockBook.Entry(at: wall + 3601, blocked: true)])
    }

    /// Whatever stands there: nothing is trapped on, and nothing is waited for.
    @Test func whatCannotBeReadCountsAsNothing() throws {
        var book = BlockBook(folder: folder.path, store: "one/run.sqlite", wall: wall)
        book.note("a", .blocked, wall: wall)
        let name = try #require(
            FileManager.default.contentsOfDirectory(atPath: folder.path).first { $0.hasPrefix("blocks-") })
        let path = folder.path + "/" + name
        for bytes in [[0xFF, 0x0A, 0x00], Array("1 2\nx y z\n1e999 a blocked\nnan a blocked\n\n".utf8), []] {
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            var reader = BlockBook(folder: folder.path, store: "one/run.sqlite", wall: wall)
            #expect(reader.news(on: "a", wall: wall).allSatisfy { $0.at <= wall })
        }
        unlink(path)
        mkfifo(path, 0o600)
        var reader = BlockBook(folder: folder.path, store: "one/run.sqlite", wall: wall)
        reader.note("a", .blocked, wall: wall)
        #expect(reader.news(on: "a", wall: wall) == [])
        var nowhere = BlockBook(folder: folder.path + "/nowhere", store: "one/run.sqlite", wall: wall)
        nowhere.note("a", .blocked, wall: wall)
        #expect(nowhere.news(on: "a", wall: wall) == [])
    }
}
