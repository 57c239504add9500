import ArgumentParser
import Formats
import Foundation
import Trials
import Tries
import Vendors

/// Which models are asked, with whose money, and where what comes is kept: the flags of the commands that need no study file.
struct AskedModels: ParsableArguments {
    @Option(help: ArgumentHelp("DIALECT:MODEL; may be given several times.", valueName: "dialect:model"))
    var model: [String]
    @Option(help: ArgumentHelp("What may be spent. Needed where a model is not on this machine.", valueName: "usd"))
    var usd: Double?
    @Option(help: ArgumentHelp("USD per million tokens, in and out. Default: unknown.", valueName: "in,out"))
    var price: String?
    @Option(
        help: ArgumentHelp(
            "Where the key is, never the key: ${ENV} or file:PATH; several: each an account of its own, held against the first. Default: the vendor's variable.",
            valueName: "source"))
    var key: [String] = []
    @Option(help: ArgumentHelp("Address of the server. Default: the vendor's.", valueName: "url"))
    var baseURL: String?
    @Option(help: ArgumentHelp("Longest reply, in tokens: whether it is blocked is seen early.", valueName: "n"))
    var maxTokens = 1024
    @Option(help: ArgumentHelp("Seed of the order.", valueName: "n"))
    var seed = 1
    @Option(help: ArgumentHelp("Where run folders are kept.", valueName: "dir"), completion: .directory)
    var results = "results"
    @Flag(help: "Yes to sending, and to the first live run on a credential.")
    var yes = false
    @Flag(help: "Print the plan and the price; send nothing.")
    var dryRun = false

    static let help = """
        MODELS  DIALECT:MODEL with one of the dialects of a study (anthropic, openai-responses, gemini, ...), \
        PROFILE:MODEL (openrouter, mistral, ...), or sim:SCENARIO for the simulator, which needs no key. The key is read \
        from the variable that the vendor's own clients use (ANTHROPIC_API_KEY, OPENAI_API_KEY, ...); --key names another, and \
        given twice asks through both accounts. Of the simulator's accounts each is a style: sim:SCENARIO:STYLE.
        """

    func validate() throws {
        guard !model.isEmpty else { throw ValidationError("--model: none; accepted: DIALECT:MODEL, or sim:try") }
        guard (1...1_000_000).contains(maxTokens) else {
            throw ValidationError("--max-tokens \(maxTokens): accepted are 1 to 1000000")
        }
        guard (0...Int.max).contains(seed) else { throw ValidationError("--seed \(seed): accepted is a number from 0") }
        if let usd, !(usd > 0 && usd <= 1e6) {
            throw ValidationError("--usd \(usd): accepted is more than 0, at most 1000000")
        }
        if key.contains(where: { !TriedModel.isKeySource($0) }) {
            throw ValidationError(
                "--key: found a literal key (not shown); accepted: \(TriedModel.keySources). What stands on a command line is "
                    + "seen by others on this machine and kept by the shell")
        }
        if let twice = key.first(where: { one in key.count { $0 == one } > 1 }) {
            throw ValidationError("--key \(twice) twice: two accounts are two keys; accepted: each once")
        }
        _ = try prices()
        let onlySimulated = model.allSatisfy { $0.hasPrefix("sim:") }
        try InertFlags.refuse(
            [("--key", onlySimulated && !key.isEmpty), ("--base-url", onlySimulated && baseURL != nil)],
            "with sim: models alone: the simulator needs none")
    }

    /// Whether the flags alone say that nothing leaves this machine.
    var staysHere: Bool {
        model.allSatisfy { $0.hasPrefix("sim:") }
            || baseURL.map { $0.contains("//127.") || $0.contains("//localhost") } ?? false
    }

    /// Whether any of the models is not on this machine.
    func leaves(_ models: [TriedModel]) -> Bool {
        models.contains {
            !($0.baseURL.map { $0.hasPrefix("sim:") || $0.contains("//127.") || $0.contains("//localhost") } ?? false)
        }
    }

    /// Whether a yes is needed: something leaves this machine, or a proxy on it is said to cost.
    func costs(_ models: [TriedModel]) -> Bool {
        leaves(models) || (usd != nil || price != nil) && models.contains { !$0.isSimulated }
    }

    func prices() throws -> (input: Double, output: Double)? {
        guard let price else { return nil }
        let numbers = price.split(separator: ",").compactMap { Double($0) }
        guard numbers.count == 2, numbers.allSatisfy({ (0...1e6).contains($0) }) else {
            throw ValidationError("--price \(price): accepted is IN,OUT in USD per million tokens, such as 3,15")
        }
        return (numbers[0], numbers[1])
    }

    /// The study is written elsewhere, and a path in it is read from there.
    private static func whole(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }

    /// `sim:./scenario.yaml:STYLE` with the whole path.
    private static func fromHere(_ flag: String) -> String {
        var parts = flag.split(separator: ":", maxSplits: 2).map(String.init)
        guard parts.first == "sim", parts.count > 1, SuitesCommand.isPath(parts[1]) else { return flag }
        parts[1] = whole(parts[1])
        return parts.joined(separator: ":")
    }

    /// - Throws: `Failure` 64 where a model cannot be named so, or needs a limit that is not given.
    func models() throws -> [TriedModel] {
        var out: [TriedModel] = []
        let key = key.map { $0.hasPrefix("file:") ? "file:" + Self.whole(String($0.dropFirst(5))) : $0 }
        for flag in model {
            do throws(TriedModel.Fault) {
                var tried = try TriedModel(
                    flag: Self.fromHere(flag), dialects: DialectName.allCases.map(\.rawValue),
                    profiles: Vendor.profiles.map(\.name),
                    baseURL: baseURL, key: key.first, price: try? prices(), taken: out.map(\.style))
                // A vendor of the compatible family has its address in its own file.
                if tried.baseURL == nil, let profile = tried.profile {
                    tried.baseURL = Vendor.named(profile)?.addresses[.openAICompatible] ?? nil
                }
                // Of the simulator's accounts each is a style of the scenario.
                if tried.isSimulated { tried.reference = out.first { $0.baseURL == tried.baseURL }?.style }
                out += tried.isSimulated ? [tried] : tried.under(key)
            } catch {
                throw Failure(.badUsage, "--model: found \(error.found); accepted: \(error.accepted)")
            }
        }
        guard !leaves(out) || usd != nil else {
            throw Failure(
                .badUsage, "--usd is missing: a model that is not on this machine needs a limit, such as --usd 5")
        }
        return out
    }

    /// Study and suite, in a folder beside the run folders, named by what they hold.
    func written(_ name: String, suite: String?, study: String) throws -> StudyFile {
        let digest = SHA256.hex(Array(((suite ?? "") + study).utf8)).prefix(8)
        let folder = "\(results)/\(name)-\(digest).study"
        // What goes wrong here is told by the write.
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if let suite { try Outputs.writeWhole(suite, to: "\(folder)/suite.yaml") }
        try Outputs.writeWhole(study, to: "\(folder)/study.yaml")
        return try StudyFile("\(folder)/study.yaml")
    }
}
