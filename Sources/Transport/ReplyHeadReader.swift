import HTTPTypes

/// Reads header lines one by one until a final head is complete, and counts what they weigh.
struct ReplyHeadReader {
    enum Step: Equatable {
        case more
        case headComplete
        case tooLarge
        /// A version of HTTP that was not agreed on.
        case wrongVersion
    }

    private(set) var raw: [UInt8] = []
    private(set) var isComplete = false
    private(set) var status = 0
    private(set) var declaredLength: Int?
    /// `Content-Encoding` other than identity.
    private(set) var encoding: String?
    /// The connection may carry another exchange after this one.
    private(set) var keepsConnection = false
    private var weight = 0

    /// Takes one line with its line end. Interim heads (1xx) are dropped, trailers are counted and dropped.
    ///
    /// - Parameter mayBeHTTP2: it may have been agreed on in TLS; asked once a head.
    mutating func take(_ line: UnsafeRawBufferPointer, limit: Int, mayBeHTTP2: @autoclosure () -> Bool) -> Step {
        weight += line.count
        if weight > limit { return .tooLarge }
        if isComplete { return .more }
        if Self.begins(line, "HTTP/") {
            raw.removeAll(keepingCapacity: true)
            declaredLength = nil
            encoding = nil
            status = Self.statusCode(line)
            keepsConnection = Self.begins(line, "HTTP/1.1")
            if !Self.isAgreed(line, mayBeHTTP2: mayBeHTTP2) { return .wrongVersion }
        }
        raw.append(contentsOf: line)
        if line.count <= 2, line.allSatisfy({ $0 == 13 || $0 == 10 }) {
            isComplete = status >= 200
            return isComplete ? .headComplete : .more
        }
        // All that follow begin with the same letter, and most lines do not.
        guard let first = line.first, first | 0x20 == UInt8(ascii: "c") else { return .more }
        if let value = Self.value(of: "content-length", in: line) { declaredLength = Int(value) ?? declaredLength }
        if let value = Self.value(of: "content-encoding", in: line), value.lowercased() != "identity", !value.isEmpty {
            encoding = value
        }
        if Self.isNamed("connection", line), Self.mentions("close", line) { keepsConnection = false }
        return .more
    }

    /// HTTP/1 everywhere; HTTP/2 where TLS agreed on it, and only as libcurl itself writes the line of a stream:
    /// `HTTP/2 200 `, without a reason. A server that writes such a line into HTTP/1.1 gives it a reason or an end of its
    /// own.
    private static func isAgreed(_ line: UnsafeRawBufferPointer, mayBeHTTP2: () -> Bool) -> Bool {
        if begins(line, "HTTP/1.") { return true }
        guard begins(line, "HTTP/2 "), mayBeHTTP2() else { return false }
        return line.count == "HTTP/2 200 \r\n".utf8.count && line[10] == UInt8(ascii: " ")
    }

    private static func statusCode(_ line: UnsafeRawBufferPointer) -> Int {
        guard let space = line.firstIndex(of: 32) else { return 0 }
        return line[(space + 1)...].prefix { $0 >= 48 && $0 <= 57 }.prefix(3).reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    private static func begins(_ line: UnsafeRawBufferPointer, _ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        return line.count >= count && (0..<count).allSatisfy { line[$0] == word.utf8Start[$0] }
    }

    /// In whatever case of its letters.
    private static func isNamed(_ name: StaticString, _ line: UnsafeRawBufferPointer) -> Bool {
        let count = name.utf8CodeUnitCount
        guard line.count > count, line[count] == UInt8(ascii: ":") else { return false }
        for index in 0..<count where line[index] | 0x20 != name.utf8Start[index] | 0x20 { return false }
        return true
    }

    private static func value(of name: StaticString, in line: UnsafeRawBufferPointer) -> String? {
        guard isNamed(name, line) else { return nil }
        return String(decoding: line[(name.utf8CodeUnitCount + 1)...].trimmed, as: UTF8.self)
    }

    /// Whether a word of small letters stands anywhere in a line, in whatever case.
    private static func mentions(_ word: StaticString, _ line: UnsafeRawBufferPointer) -> Bool {
        let count = word.utf8CodeUnitCount
        var start = 0
        while start + count <= line.count {
            var same = 0
            while same < count, line[start + same] | 0x20 == word.utf8Start[same] { same += 1 }
            if same == count { return true }
            start += 1
        }
        return false
    }
}

extension BidirectionalCollection where Element == UInt8, SubSequence: BidirectionalCollection {
    /// Without white space and line ends at both sides.
    var trimmed: SubSequence {
        let isBlank: (UInt8) -> Bool = { $0 == 32 || $0 == 9 || $0 == 13 || $0 == 10 }
        guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) }) else {
            return self[endIndex..<endIndex]
        }
        return self[first...last]
    }
}
