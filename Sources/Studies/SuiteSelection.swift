import Formats
import Suites
import Trials

/// Reads `suites:` of a study: shipped suites by name, own ones by path, subsets of both.
struct SuiteSelection {
    let path: String
    let files: any FileSource
    let shipped: any FileSource
    let seed: UInt64

    func read(_ cursor: YAMLCursor) throws(InputError) -> ([SuiteReference], [Probe]) {
        var references: [SuiteReference] = []
        var probes: [Probe] = []
        // By id: where a probe stands already.
        var homes: [String: String] = [:]
        var mistakes = Mistakes()
        for item in try cursor.list() {
            guard let (suite, chosen) = mistakes.take(try one(item), or: nil) else { continue }
            if references.contains(where: { $0.name == suite.name }) {
                throw item.error("the suite '\(suite.name)' stands twice")
            }
            references.append(SuiteReference(name: suite.name, version: suite.version, hash: suite.hash))
            for probe in chosen {
                if let other = homes.updateValue(suite.name, forKey: probe.id) {
                    throw item.error(
                        "probe '\(probe.id)' of suite '\(suite.name)' stands in suite '\(other)' too",
                        accepted: "ids that are unique over all suites of a study")
                }
                probes.append(probe)
            }
        }
        try mistakes.raise()
        guard !probes.isEmpty else { throw cursor.error("no probe is left", accepted: "at least one probe") }
        for probe in probes {
            if let twin = probe.twin, homes[twin] == nil {
                throw cursor.error(
                    "probe '\(probe.id)' names the twin '\(twin)', which is in no suite of this study",
                    accepted: "the suite that holds the twin beside this one")
            }
        }
        return (references, probes)
    }

    private func one(_ item: YAMLCursor) throws(InputError) -> (Suite, [Probe]) {
        guard case .mapping = item.value.kind else {
            let suite = try open(item)
            return (suite, suite.probes)
        }
        let keys = try item.fields(accepting: ["use", "tags", "fields", "roles", "frames", "ids", "sample"])
        let suite = try open(try keys.required("use"))
        var mains = suite.probes.filter { $0.variantOf == nil && $0.role != .twin }
        if let tags = try keys.optional("tags")?.strings() { mains.removeAll { Set($0.tags).isDisjoint(with: tags) } }
        if let fields = (try keys.optional("fields")?.strings()).map(Set.init) {
            mains.removeAll { !fields.contains($0.field) }
        }
        if let frames = keys.optional("frames") {
            var wanted: [Frame] = []
            for frame in try frames.list() { wanted.append(try frame.choice(Frame.self)) }
            mains.removeAll { !wanted.contains($0.frame) }
        }
        if let cursor = keys.optional("ids") {
            let ids = Set(try cursor.strings())
            let known = Dictionary(suite.probes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            for id in try cursor.strings() {
                guard let probe = known[id] else {
                    throw cursor.error("the suite '\(suite.name)' has no probe '\(id)'")
                }
                guard probe.variantOf == nil, probe.role != .twin else {
                    throw cursor.error(
                        "'\(id)' has role \(probe.role.rawValue) and goes where its original goes",
                        accepted: "ids of originals")
                }
            }
            mains.removeAll { !ids.contains($0.id) }
        }
        if let sample = keys.optional("sample") {
            let parts = try sample.fields(accepting: ["n", "seed"])
            let n = try parts.required("n").integer(1...1_000_000)
            guard n <= mains.count else {
                throw sample.error(
                    "a sample of \(counted(n, "probe")) of \(mains.count)", accepted: "at most \(mains.count)")
            }
            mains = draw(
                n, of: mains, suite: suite, seed: try parts.optional("seed")?.integer(0...Int.max).magnitude)
        }
        // Twins and variants go where their original goes.
        var kept = Set(mains.map(\.id))
        // In suite order an original stands before its variants, and these may have variants and twins of their own.
        for probe in suite.probes where probe.variantOf.map(kept.contains) ?? false { kept.insert(probe.id) }
        let twins = Set(suite.probes.filter { kept.contains($0.id) }.compactMap(\.twin))
        var chosen = suite.probes.filter { kept.contains($0.id) || twins.contains($0.id) }
        if let roles = keys.optional("roles") {
            var wanted: [Role] = []
            for role in try roles.list() { wanted.append(try role.choice(Role.written)) }
            chosen.removeAll { !wanted.contains($0.role) }
            let left = Set(chosen.map(\.id))
            // A contrast without its other half is none.
            for index in chosen.indices where chosen[index].twin.map({ !left.contains($0) }) ?? false {
                chosen[index].twin = nil
            }
        }
        guard !chosen.isEmpty else { throw item.error("no probe of suite '\(suite.name)' is left") }
        return (suite, chosen)
    }

    /// Fisher-Yates over the probes sorted by id (byte order), the first n, back in suite order.
    private func draw(_ n: Int, of probes: [Probe], suite: Suite, seed: UInt?) -> [Probe] {
        var ids = probes.map(\.id).sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
        var random = SplitMix64(seed: seed.map(UInt64.init) ?? self.seed)
        random.shuffle(&ids)
        let drawn = Set(ids.prefix(n))
        return probes.filter { drawn.contains($0.id) }
    }

    private func open(_ cursor: YAMLCursor) throws(InputError) -> Suite {
        let name = try cursor.string()
        do throws(InputError) {
            return try suite(named: name)
        } catch {
            guard error.line == nil, error.place == nil else { throw error }
            throw cursor.error(
                "suite '\(name)': \(error.found)",
                accepted: "a shipped suite by name (`railgauge suites list`) or a path such as ./mine.yaml",
                advice: Nearest.word(to: name, among: (shipped as? ShippedFiles)?.names(in: "probes") ?? [])
                    .map { "Did you mean '\($0)'?" })
        }
    }

    /// A shipped suite by name, or one seen from the study's folder.
    func suite(named name: String) throws(InputError) -> Suite {
        name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml")
            ? try SuiteReader.suite(at: Path.join(Path.folder(of: path), name), from: files)
            : try SuiteReader.suite(at: "probes/\(name).yaml", from: shipped)
    }
}
