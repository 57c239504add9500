import Formats
import Trials

/// Splits a suite into a half that may be published and one that is kept, so that it can be known later whether a
/// service does better on what everybody could read.
///
/// The unit is all that hangs together: a probe with its variants, its twin and its cluster. Units are drawn within
/// strata of field, frame, shape and role of their first probe, so that the halves are alike.
package struct SuiteSplit: Sendable {
    package enum Half: String, Sendable, CaseIterable {
        case `public`
        case `private`
    }

    package let suite: Suite
    package let seed: UInt64
    /// Half of each probe, in suite order.
    package let halves: [Half]

    /// Same suite and seed, same halves.
    package init(_ suite: Suite, seed: UInt64) {
        self.suite = suite
        self.seed = seed
        var strata: [String: [Unit]] = [:]
        for unit in Self.units(suite.probes) { strata[unit.stratum, default: []].append(unit) }
        var out = [Half](repeating: .public, count: suite.probes.count)
        var sizes: [Half: Int] = [:]
        for (name, units) in strata.sorted(by: { $0.key < $1.key }) {
            var random = SplitMix64(lockHash: "\(seed)", purpose: "split/\(suite.name)", field: name)
            var units = units.sorted { Array($0.id.utf8).lexicographicallyPrecedes(Array($1.id.utf8)) }
            random.shuffle(&units)
            // Where one is left over it goes to the half that has fewer probes so far; a draw decides between equals.
            let behind: Half =
                sizes[.public, default: 0] == sizes[.private, default: 0]
                ? (random.below(2) == 0 ? .public : .private)
                : sizes[.public, default: 0] < sizes[.private, default: 0] ? .public : .private
            for (index, unit) in units.enumerated() {
                let half: Half = index.isMultiple(of: 2) ? behind : (behind == .public ? .private : .public)
                for member in unit.members { out[member] = half }
                sizes[half, default: 0] += unit.members.count
            }
        }
        halves = out
    }

    /// The half as a suite of its own; ids stay, so that a run on it can be compared with one on the whole.
    package func suite(_ half: Half) -> Suite {
        Suite(
            name: "\(suite.name)-\(half.rawValue)", title: "\(suite.title) (\(half.rawValue) half)",
            version: suite.version, licence: suite.licence, canary: suite.canary,
            probes: zip(suite.probes, halves).filter { $0.1 == half }.map { probe, _ in
                var probe = probe
                probe.suite = "\(suite.name)-\(half.rawValue)"
                return probe
            }, hash: "")
    }

    // MARK: Units

    private struct Unit {
        var id: String
        var stratum: String
        var members: [Int]
    }

    private static func units(_ probes: [Probe]) -> [Unit] {
        var root = Array(probes.indices)
        func find(_ index: Int) -> Int {
            var index = index
            while root[index] != index { index = root[index] }
            return index
        }
        func join(_ a: Int, _ b: Int) { root[max(find(a), find(b))] = min(find(a), find(b)) }
        let places = Dictionary(probes.indices.map { (probes[$0].id, $0) }) { first, _ in first }
        var clusters: [String: Int] = [:]
        for (index, probe) in probes.enumerated() {
            for relative in [probe.twin, probe.variantOf].compactMap({ $0 }).compactMap({ places[$0] }) {
                join(index, relative)
            }
            if let first = clusters[probe.cluster] { join(index, first) } else { clusters[probe.cluster] = index }
        }
        return Dictionary(grouping: probes.indices, by: find).sorted { $0.key < $1.key }.map { _, members in
            // Not the first of the file: the order of its probes shall decide nothing.
            let mains = members.filter { probes[$0].role == .main }
            let ids = (mains.isEmpty ? members : mains).map { probes[$0] }
            let first = ids.min { Array($0.id.utf8).lexicographicallyPrecedes(Array($1.id.utf8)) } ?? probes[members[0]]
            return Unit(
                id: first.id,
                stratum: [first.field, first.frame.rawValue, first.shape.rawValue, first.role.rawValue]
                    .joined(separator: "/"),
                members: members)
        }
    }
}

/// What is published of a split: enough to show later that the private half is the one that was drawn then, and
/// nothing of what it says.
package struct SplitCommitment: Sendable, Hashable {
    package struct Entry: Sendable, Hashable {
        package var file: String
        package var probes: Int
        /// SHA-256 (hex) of the salt's bytes followed by the bytes of the half's file.
        package var hash: String
    }
    package var suite: String
    package var version: Int
    /// Hash of the suite that was split.
    package var suiteHash: String
    package var seed: UInt64
    package var entries: [SuiteSplit.Half: Entry]

    /// - Parameter salt: 32 random bytes, kept with the private half until it is opened: without them nobody can test a
    ///   guess at its texts against the hash.
    package init(_ split: SuiteSplit, files: [SuiteSplit.Half: (name: String, bytes: [UInt8])], salt: [UInt8]) {
        suite = split.suite.name
        version = split.suite.version
        suiteHash = split.suite.hash
        seed = split.seed
        entries = [:]
        for (half, file) in files {
            entries[half] = Entry(
                file: file.name, probes: split.halves.count { $0 == half },
                hash: Self.hash(of: file.bytes, salt: salt))
        }
    }

    package static func hash(of bytes: [UInt8], salt: [UInt8]) -> String { SHA256.hex(salt + bytes) }

    /// Whether a file is the half that was committed to.
    package func holds(_ half: SuiteSplit.Half, _ bytes: [UInt8], salt: [UInt8]) -> Bool {
        entries[half]?.hash == Self.hash(of: bytes, salt: salt)
    }

    package var json: JSONValue {
        [
            "what": "railgauge suites split: sha256 of salt bytes followed by file bytes", "suite": .string(suite),
            "version": .integer(version), "suite_sha256": .string(suiteHash), "seed": .string("\(seed)"),
            "halves": .object(
                JSONObject(
                    members: SuiteSplit.Half.allCases.compactMap { half in
                        entries[half].map { entry in
                            JSONObject.Member(
                                key: half.rawValue,
                                value: [
                                    "file": .string(entry.file), "probes": .integer(entry.probes),
                                    "sha256": .string(entry.hash),
                                ])
                        }
                    })),
        ]
    }

    /// - Throws: `InputError` where the file is not one that `suites split` wrote.
    package init(json: JSONValue, file: String) throws(InputError) {
        guard let suite = json["suite"]?.string, let version = json["version"]?.int,
            let suiteHash = json["suite_sha256"]?.string, let seed = json["seed"]?.string.flatMap({ UInt64($0) }),
            let halves = json["halves"]?.object
        else { throw InputError(file: file, found: "no commitment", accepted: "a file that `suites split` wrote") }
        self.suite = suite
        self.version = version
        self.suiteHash = suiteHash
        self.seed = seed
        entries = [:]
        for member in halves.members {
            guard let half = SuiteSplit.Half(rawValue: member.key), let name = member.value["file"]?.string,
                let probes = member.value["probes"]?.int, let hash = member.value["sha256"]?.string
            else { throw InputError(file: file, place: "half '\(member.key)'", found: "no file, probes and sha256") }
            entries[half] = Entry(file: name, probes: probes, hash: hash)
        }
    }
}
