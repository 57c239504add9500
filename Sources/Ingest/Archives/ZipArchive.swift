import Foundation

/// The directory of a ZIP file, and its entries unpacked one at a time: memory grows with the largest entry, not with the file.
///
/// Nothing is written anywhere, so no name of an entry leads out of a folder; a name that tries, entries that share bytes, and a
/// directory that promises a thousand times the file are refused all the same: whoever wrote them wanted something else than a log.
///
/// ```swift
/// let archive = try ZipArchive("run.eval")
/// let header = archive.entries["header.json"].flatMap(archive.bytes(of:))
/// ```
struct ZipArchive {
    struct Entry: Sendable, Hashable {
        var name: String
        var method: UInt16
        var checksum: UInt32
        /// In bytes: as stored, as unpacked, and where its local header stands in the file.
        var packed: Int
        var unpacked: Int
        var offset: Int
    }

    /// By name; of two with one name the later counts, as writers append a new version.
    let entries: [String: Entry]
    private let file: RandomFile

    private static let mostEntries = 2_000_000
    private static let largestDirectory = 1 << 30
    /// Above this many bytes a directory may promise no more than `mostTimes` the file.
    private static let harmless = 1 << 30
    private static let mostTimes = 1000

    /// - Throws: `LogFault` where the file cannot be read, is cut off, is encrypted, or is built to harm.
    init(_ path: String) throws(LogFault) {
        let file = try RandomFile(path)
        let end = try Self.end(of: file)
        guard end.entries <= Self.mostEntries, end.size <= Self.largestDirectory else {
            throw file.fault("a directory of \(end.entries) entries", accepted: "at most \(Self.mostEntries)")
        }
        let directory = Octets(try file.bytes(at: end.offset, count: end.size))
        var entries: [String: Entry] = [:]
        var place = 0
        var promised = 0
        var spans: [Range<Int>] = []
        for _ in 0..<end.entries {
            guard directory.four(place) == 0x0201_4B50, let entry = Self.entry(directory, &place) else {
                throw file.fault("a directory that ends within an entry", accepted: "a whole ZIP file")
            }
            let parts = entry.name.split(separator: "/", omittingEmptySubsequences: false)
            guard !entry.name.hasPrefix("/"), !parts.contains(".."), !entry.name.contains("\\") else {
                throw file.fault(
                    "an entry that would leave its folder: \(entry.name.prefix(80))",
                    accepted: "a log as Inspect writes it")
            }
            let (sum, tooMuch) = promised.addingReportingOverflow(entry.unpacked)
            guard !tooMuch, sum <= Self.harmless || sum / Self.mostTimes <= file.size else {
                throw file.fault(
                    "\(file.size) bytes that would unpack to more than \(Self.mostTimes) times as many",
                    accepted: "a log as Inspect writes it")
            }
            promised = sum
            spans.append(entry.offset..<entry.offset + entry.packed)
            entries[entry.name] = entry
        }
        spans.sort { $0.lowerBound < $1.lowerBound }
        guard zip(spans, spans.dropFirst()).allSatisfy({ $0.upperBound <= $1.lowerBound }) else {
            throw file.fault("entries that share bytes", accepted: "a log as Inspect writes it")
        }
        self.entries = entries
        self.file = file
    }

    /// - Returns: nil where the entry is broken: cut off, encrypted, packed by another method, larger than it says or than a
    ///   line may be, or another checksum.
    func bytes(of entry: Entry) -> [UInt8]? {
        guard entry.unpacked <= LogLines.longest, let head = try? file.bytes(at: entry.offset, count: 30) else {
            return nil
        }
        let header = Octets(head)
        guard header.four(0) == 0x0403_4B50, let flags = header.two(6), flags & 1 == 0, let name = header.two(26),
            let extra = header.two(28)
        else { return nil }
        return Unpacking(method: entry.method, unpacked: entry.unpacked, checksum: entry.checksum)?
            .bytes(of: file, from: entry.offset + 30 + Int(name) + Int(extra), packed: entry.packed)
    }

    // MARK: Directory

    /// The record at the end of the file, and its 64-bit form where the numbers do not fit.
    private static func end(of file: RandomFile) throws(LogFault) -> (entries: Int, offset: Int, size: Int) {
        let tail = min(file.size, 22 + 65_535)
        let bytes = Octets(try file.bytes(at: file.size - tail, count: tail))
        guard let place = stride(from: tail - 22, through: 0, by: -1).first(where: { bytes.four($0) == 0x0605_4B50 }),
            let entries = bytes.two(place + 10), let size = bytes.four(place + 12), let offset = bytes.four(place + 16)
        else {
            throw file.fault(
                "a ZIP file without its end", accepted: "a whole file; one that is still written has no directory yet")
        }
        guard entries == .max || size == .max || offset == .max else { return (Int(entries), Int(offset), Int(size)) }
        let locator = file.size - tail + place - 20
        guard locator >= 0,
            let at = Octets(try file.bytes(at: locator, count: 20)).int(8),
            at + 56 <= locator, case let record = Octets(try file.bytes(at: at, count: 56)),
            record.four(0) == 0x0606_4B50, let entries = record.int(32), let size = record.int(40),
            let offset = record.int(48), offset + size <= file.size
        else { throw file.fault("a 64-bit directory that cannot be read", accepted: "a whole ZIP file") }
        return (entries, offset, size)
    }

    private static func entry(_ directory: Octets, _ place: inout Int) -> Entry? {
        guard let method = directory.two(place + 10), let checksum = directory.four(place + 16),
            let packed = directory.four(place + 20), let unpacked = directory.four(place + 24),
            let name = directory.two(place + 28), let extra = directory.two(place + 30),
            let comment = directory.two(place + 32), let offset = directory.four(place + 42),
            let text = directory.text(place + 46, Int(name))
        else { return nil }
        var entry = Entry(
            name: text, method: method, checksum: checksum, packed: Int(packed), unpacked: Int(unpacked),
            offset: Int(offset))
        // Numbers that do not fit stand in an extra field, in this order and only those.
        var field = place + 46 + Int(name)
        let last = field + Int(extra)
        while field + 4 <= last, let kind = directory.two(field), let length = directory.two(field + 2) {
            if kind == 1 {
                var next = field + 4
                for (narrow, wide) in [
                    (unpacked, \Entry.unpacked), (packed, \Entry.packed), (offset, \Entry.offset),
                ] where narrow == .max {
                    guard next + 8 <= field + 4 + Int(length), let value = directory.int(next) else { return nil }
                    entry[keyPath: wide] = value
                    next += 8
                }
            }
            field += 4 + Int(length)
        }
        place += 46 + Int(name) + Int(extra) + Int(comment)
        return entry
    }
}

/// Little-endian numbers in bytes; nil beyond their end.
private struct Octets {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    private func number(_ place: Int, _ count: Int) -> UInt64? {
        guard place >= 0, place <= bytes.count - count else { return nil }
        return bytes[place..<place + count].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    func two(_ place: Int) -> UInt16? { number(place, 2).map { UInt16($0) } }
    func four(_ place: Int) -> UInt32? { number(place, 4).map { UInt32($0) } }
    /// Eight bytes; nil where they are more than a file can have.
    func int(_ place: Int) -> Int? { number(place, 8).flatMap { $0 < 1 << 48 ? Int($0) : nil } }

    func text(_ place: Int, _ count: Int) -> String? {
        guard place >= 0, place <= bytes.count - count else { return nil }
        return String(decoding: bytes[place..<place + count], as: UTF8.self)
    }
}
