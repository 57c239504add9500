import Formats
import Foundation
import Trials

/// Writes the recorded replies as inputs, a folder for each target: the corpus that every round starts from.
enum Seeds {
    static func write(from fixtures: URL, to folder: URL) throws {
        let files = FileManager.default
        for target in Target.allCases {
            try files.createDirectory(
                at: folder.appending(path: target.rawValue), withIntermediateDirectories: true)
        }
        let lists = fixtures.appending(path: "model-lists")
        for name in try files.contentsOfDirectory(atPath: lists.path()).sorted() {
            let body = [UInt8](try Data(contentsOf: lists.appending(path: name)))
            let dialect = DialectName.allCases.firstIndex { name.hasPrefix($0.rawValue) } ?? 0
            let seed = Input.head(status: 200, type: "application/json", profile: dialect) + body
            try Data(seed).write(to: folder.appending(path: Target.modelLists.rawValue).appending(path: name))
        }
        for dialect in DialectName.allCases {
            let names = try files.contentsOfDirectory(atPath: fixtures.appending(path: dialect.rawValue).path())
            for name in names.filter({ $0.hasSuffix(".http") }).sorted() {
                let bytes = [UInt8](
                    try Data(contentsOf: fixtures.appending(path: dialect.rawValue).appending(path: name)))
                for (target, seed) in seeds(bytes, dialect, name) {
                    let place = folder.appending(path: target.rawValue).appending(path: "\(dialect.rawValue)-\(name)")
                    try Data(seed).write(to: place)
                }
            }
        }
    }

    private static func seeds(_ file: [UInt8], _ dialect: DialectName, _ name: String) -> [(Target, [UInt8])] {
        guard let gap = (1..<file.count).first(where: { file[$0] == 0x0A && file[$0 - 1] == 0x0A }) else { return [] }
        let lines = String(decoding: file[..<gap], as: UTF8.self).split(separator: "\n")
        let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 200
        let type = lines.first { $0.lowercased().hasPrefix("content-type:") }?
            .drop { $0 != ":" }.drop { $0 == ":" || $0 == " " }
        let body = Array(file[(gap + 1)...])
        let isCohere = name.hasPrefix("cohere-")
        // Which vendor a recorded reply is of shows in its name, where it does at all.
        let profile = Readers.profiles.firstIndex { name.hasPrefix($0) }.map { $0 + 1 } ?? 0
        let head = Input.head(status: status, type: type.map(String.init), profile: profile)
        let reader = Target.allCases.filter { $0.dialect == dialect && ($0 == .cohere) == isCohere }
        var seeds = reader.map { ($0, head + body) }
        // Every other one as it stands, the rest with all that a recording adds.
        let raw = RawReply(status: status, headers: [HeaderLine("content-type", "text/plain")], body: body)
        seeds.append((.cassette, head + (file.count % 2 == 0 ? file : CassetteTarget.recorded(raw))))
        if body.first == 0 {
            seeds.append((.frameReader, head + body))
        } else if body.first.map({ $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") }) == true {
            seeds.append((.json, head + body))
        } else {
            seeds.append((.eventFramer, head + body))
        }
        return seeds
    }
}
