import Dialects
import Foundation
import Trials

/// One file of Tests/Fixtures.
struct Transcript: CustomStringConvertible, Sendable {
    var dialect: DialectName
    var name: String
    var raw: RawReply

    var description: String { "\(dialect.rawValue)/\(name)" }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures")

    static func load(_ dialect: DialectName, _ name: String) throws -> Transcript {
        let file = root.appending(path: dialect.rawValue).appending(path: "\(name).http")
        let bytes = [UInt8](try Data(contentsOf: file))
        var raw = try CassetteReader.read(bytes, file: file.path()).raw
        if raw.arrivals.isEmpty { raw.arrivals = [Arrival(end: raw.body.count, at: 7)] }
        return Transcript(dialect: dialect, name: name, raw: raw)
    }

    static let all: [Transcript] = DialectName.allCases.flatMap { dialect -> [Transcript] in
        let folder = root.appending(path: dialect.rawValue).path()
        // A missing folder shows as a failing count, see `everyDialectHasTranscripts`.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".http") }.sorted().compactMap { try? load(dialect, String($0.dropLast(5))) }
    }

    /// The plainest style that reads it.
    static func style(_ dialect: DialectName, _ profile: String? = nil) -> AccessStyle {
        AccessStyle(
            id: "s", dialect: dialect, profile: profile, baseURL: "http://127.0.0.1:9", model: "m",
            query: dialect == .azureOpenAI ? ["api-version": "2026-10-21"] : [:])
    }

    var style: AccessStyle { Self.style(dialect, profile) }
    private var profile: String? { name.hasPrefix("cohere-") ? "cohere" : nil }

    /// Made once: the split tests ask for a hundred thousand readers.
    private static let dialects: [String: any Dialect] = DialectName.allCases.reduce(into: [:]) { made, name in
        for profile in [nil, "cohere"] {
            // A style this plain is never refused; if it were, every test below would fail by `reader`.
            made["\(name.rawValue) \(profile ?? "")"] = try? style(name, profile).makeDialect()
        }
    }

    func reader() throws -> any ReplyReading {
        guard let made = Self.dialects["\(dialect.rawValue) \(profile ?? "")"] else {
            throw CocoaError(.featureUnsupported)
        }
        return made.reader(status: raw.status, headers: raw.headers)
    }
}
