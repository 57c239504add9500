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
                mistakes.add(item.error("the suite '\(suite.name)' stands twice"))
                continue
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
        var mistakes = Mistakes()
        guard
            let keys = mistakes.fields(
                of: item, accepting: ["use", "tags", "fields", "roles", "frames", "ids", "sample"])
        else {
            try mistakes.raise()
            return (try open(item), [])
        }
        let opened = mistakes.take(try open(try keys.required("use")), or: nil)
        let tags = mistakes.take(try keys.optional("tags")?.strings(), or: nil)
        let fields = mistakes.take(try keys.optional("fields")?.strings(), or: nil).map(Set.init)
        let frames = keys.optional("frames").map { cursor in
            mistakes.items(of: cursor) { frame throws(InputError) in try frame.choice(Frame.self) }
        }
        let roles = keys.optional("roles").map { cursor in
            mistakes.items(of: cursor) { role throws(InputError) in try role.choice(Role.written) }
        }
        let ids = opened.flatMap { suite in
            keys.optional("ids").map { cursor in
                mistakes.items(of: cursor) { id throws(InputError) in try Self.original(id, suite) }
            }
        }
        let parts = mistakes.fields(of: keys.optional("sample"), accepting: ["n", "seed"])
        let n = mistakes.take(try parts?.required("n").integer(1...1_000_000), or: nil)
        let drawSeed = mistakes.take(try parts?.optional("seed")?.integer(0...Int.max).magnitude, or: nil)
        try mistakes.raise()
        guard let suite = opened else { throw item.error("found \(item.shown)", accepted: "a suite") }
        var mains = suite.probes.filter { $0.variantOf == nil && $0.role != .twin }
        if let tags { mains.removeAll { Set($0.tags).isDisjoint(with: tags) } }
        if let fields { mains.removeAll { !fields.contains($0.field) } }
        if let frames { mains.removeAll { !frames.contains($0.frame) } }
        if let ids = ids.map(Set.init) { mains.removeAll { !ids.contains($0.id) } }
        if let n, let sample = keys.optional("sample") {
            guard n <= mains.count else {
                throw sample.error(
                    "a sample of \(counted(n, "probe")) of \(mains.count)", accepted: "at most \(mains.count)")
            }
            mains = draw(n, of: mains, suite: suite, seed: drawSeed)
        }
        // Twins and variants go where their original goes.
        var kept = Set(mains.map(\.id))
        // In suite order an original stands before its variants, and these may have variants and twins of their own.
        for probe in suite.probes where probe.variantOf.map(kept.contains) ?? false { kept.insert(probe.id) }
        let twins = Set(suite.probes.filter { kept.contains($0.id) }.compactMap(\.twin))
        var chosen = suite.probes.filter { kept.contains($0.id) || twins.contains($0.id) }
        if let roles {
            chosen.removeAll { !roles.contains($0.role) }
            let left = Set(chosen.map(\.id))
            // A contrast without its other half is none.
            for index in chosen.indices where chosen[index].twin.map({ !left.contains($0) }) ?? false {
                chosen[index].twin = nil
            }
        }
        guard !chosen.isEmpty else { throw item.error("no probe of suite '\(suite.name)' is left") }
        return (suite, chosen)
    }

    /// The id of a probe that others go with.
    private static func original(_ cursor: YAMLCursor, _ suite: Suite) throws(InputError) -> String {
        let id = try cursor.string()
        guard let probe = suite.probes.first(where: { $0.id == id }) else {
            throw cursor.error(
                "the suite '\(suite.name)' has no probe '\(id)'",
                advice: Nearest.word(to: id, among: suite.probes.map(\.id)).map { "Did you mean '\($0)'?" })
        }
        guard probe.variantOf == nil, probe.role != .twin else {
            throw cursor.error(
                "'\(id)' has role \(probe.role.rawValue) and goes where its original goes", accepted: "ids of originals"
            )
        }
        return id
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
