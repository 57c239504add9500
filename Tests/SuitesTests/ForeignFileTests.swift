import Formats
import Foundation
import Suites
import Testing
import Trials

/// What a suite names is sent to the provider: a foreign suite takes nothing from outside its own folder.
@Suite struct ForeignFileTests {
    private let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "railgauge-foreign-" + UUID().uuidString
        for name in ["suites/texts", "elsewhere"] {
            try FileManager.default.createDirectory(
                atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
        }
        try Data("inside".utf8).write(to: URL(fileURLWithPath: "\(folder)/suites/texts/in.txt"))
        try Data("SECRET".utf8).write(to: URL(fileURLWithPath: "\(folder)/elsewhere/out.txt"))
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder)/suites/link.txt", withDestinationPath: "../elsewhere/out.txt")
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder)/suites/away", withDestinationPath: "../elsewhere")
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder)/suites/near.txt", withDestinationPath: "texts/in.txt")
        _ = mkfifo("\(folder)/suites/pipe", 0o600)
    }

    private func read(_ name: String, allowed: [String] = []) throws -> String {
        defer { try? FileManager.default.removeItem(atPath: "\(folder)/suites/s.yaml") }
        let yaml = """
            suite: s
            version: 1
            defaults: {field: f, why_benign: x}
            probes:
              - {id: p, prompt: {file: "\(name)"}}
            """
        try Data(yaml.utf8).write(to: URL(fileURLWithPath: "\(folder)/suites/s.yaml"))
        return try SuiteReader.suite(at: "\(folder)/suites/s.yaml", from: DiskFiles(allowed: allowed))
            .probes[0].turns[0].text
    }

    @Test(arguments: ["texts/in.txt", "./texts/../texts/in.txt", "near.txt"]) func whatLiesWithinIsRead(
        _ name: String
    ) throws { #expect(try read(name) == "inside") }

    @Test(arguments: [
        "/proc/self/environ", "/etc/hostname", "../elsewhere/out.txt", "link.txt", "away/out.txt", "/dev/null", "pipe",
        "texts", "/dev/stdin",
    ])
    func whatLeadsOutOrIsNoFileIsRefused(_ name: String) throws {
        #expect { try read(name) } throws: { error in
            guard let error = error as? InputError else { return false }
            return error.line == 5 && !"\(error)".contains("SECRET")
        }
    }

    @Test func theWayOutIsNamedInTheMessage() throws {
        #expect { try read("../elsewhere/out.txt") } throws: { "\($0)".contains("--allow-files DIR") }
        #expect(try read("../elsewhere/out.txt", allowed: ["\(folder)/elsewhere"]) == "SECRET")
        #expect(try read("link.txt", allowed: ["\(folder)/elsewhere"]) == "SECRET")
    }
}
