import Formats
import Suites
import Trials

/// Which model a try asks, as `--model` names it.
package struct TriedModel: Sendable, Hashable {
    package var style: String
    package var dialect: String
    package var profile: String?
    package var model: String
    package var baseURL: String?
    /// As a study writes it: `${ENV}` or `file:PATH`; nil: none.
    package var key: String?
    /// The style of the same model under the first of several accounts; nil for that itself, and where there is one account.
    package var reference: String?
    /// USD per million tokens.
    package var price: (input: Double, output: Double)?

    package init(
        style: String, dialect: String, profile: String? = nil, model: String, baseURL: String? = nil,
        key: String? = nil,
        price: (input: Double, output: Double)? = nil
    ) {
        self.style = style
        self.dialect = dialect
        self.profile = profile
        self.model = model
        self.baseURL = baseURL
        self.key = key
        self.price = price
    }

    package var isSimulated: Bool { baseURL?.hasPrefix("sim:") ?? false }

    /// The same model through several accounts, a style each: `MODEL.key-1`, `MODEL.key-2`, for what a credential is called stands
    /// in no report. One account, or none, leaves it as it is.
    package func under(_ keys: [String]) -> [TriedModel] {
        guard keys.count > 1 else { return [self] }
        return keys.enumerated().map { place, key in
            var own = self
            own.key = key
            own.style = "\(style).key-\(place + 1)"
            own.reference = place == 0 ? nil : "\(style).key-1"
            return own
        }
    }

    package static func == (a: TriedModel, b: TriedModel) -> Bool {
        (a.style, a.dialect, a.profile, a.model, a.baseURL, a.key) == (
            b.style, b.dialect, b.profile, b.model, b.baseURL, b.key
        ) && a.reference == b.reference
            && a.price?.input == b.price?.input && a.price?.output == b.price?.output
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(style)
        hasher.combine(model)
    }
}

/// The suite and the study that a try runs: ordinary files, so that `run`, `report` and a person go on from them.
package struct TryFiles: Sendable, Hashable {
    package var suite: String
    package var study: String

    /// - Parameters:
    ///   - name: of the study, and part of the run folder's name.
    ///   - repeats: trials of each arm under each model.
    ///   - gap: seconds between two trials of one arm under one model.
    ///   - usd: what may be spent; nil where nothing leaves this machine.
    ///   - stopAfter: blocks in a row on one account after which nothing more is sent; nil: what a study has by default.
    /// - Throws: `SuiteWriter.Unwritable` where a text cannot stand in YAML.
    package init(
        name: String, arms: [Arm], models: [TriedModel], repeats: Int, seed: Int, gap: Double, usd: Double?,
        maxTokens: Int, stopAfter: Int? = nil
    ) throws(SuiteWriter.Unwritable) {
        suite = try SuiteWriter.yaml(
            Suite(
                name: "try", title: "One prompt and its arms", version: 1, licence: "not stated",
                probes: arms.map(\.probe), hash: ""),
            comment: ["Written by railgauge try. Arms are variants of the probe `full`."])
        study = Self.study(
            name: name, by: "try", suites: ["./suite.yaml"], models: models, repeats: repeats, seed: seed, gap: gap,
            usd: usd, maxTokens: maxTokens,
            more: ["coverage_floor: 0"]
                + (stopAfter.map { ["stop_if: {blocks_in_a_row: \($0), blocks_per_hour: \(max(200, $0))}"] } ?? []))
    }

    /// A study of models that flags named.
    ///
    /// - Parameters:
    ///   - by: the command that writes it.
    ///   - suites: the items of `suites`, as YAML.
    ///   - more: lines at the top of the study.
    package static func study(
        name: String, by command: String, suites: [String], models: [TriedModel], repeats: Int, seed: Int, gap: Double?,
        usd: Double?, maxTokens: Int, more: [String] = []
    ) -> String {
        var out = "# Written by railgauge \(command); `railgauge run` runs it again.\n"
        out += "study: \(name)\nsuites: [\(suites.joined(separator: ", "))]\nrepeats: \(repeats)\nseed: \(seed)\n"
        out += more.map { $0 + "\n" }.joined() + "parity: {list_models: false}\n"
        let pause = gap.map { ", repeat_gap: \(Self.number($0))" } ?? ""
        out += "pacing: {in_flight: \(min(4, max(1, models.count * 2)))\(pause)}\n"
        if let usd { out += "budget: {usd: \(Self.number(usd))}\n" }
        if models.contains(where: { $0.reference != nil }) {
            // Another account is held against the first of its own model.
            let pairs = models.dropFirst().map { ($0.style, $0.reference ?? models[0].style) }
            out += "compare:\n"
            for (a, b) in pairs { out += "  - {a: \(SuiteWriter.quoted(a)), b: \(SuiteWriter.quoted(b))}\n" }
        }
        out += "styles:\n"
        for model in models {
            out += "  - id: \(SuiteWriter.quoted(model.style))\n    dialect: \(model.dialect)\n"
            if let profile = model.profile { out += "    profile: \(SuiteWriter.quoted(profile))\n" }
            if let base = model.baseURL { out += "    base_url: \(SuiteWriter.quoted(base))\n" }
            out += "    model: \(SuiteWriter.quoted(model.model))\n"
            if let key = model.key { out += "    key: \(SuiteWriter.quoted(key))\n" }
            if let price = model.price {
                out +=
                    "    price: {input_usd_per_mtok: \(Self.number(price.input)), output_usd_per_mtok: \(Self.number(price.output))}\n"
            }
            out += "    sampling: {max_output_tokens: \(maxTokens)}\n"
        }
        return out
    }

    /// Without an exponent and without a needless fraction.
    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : JSONValue.number(value).compact
    }
}
