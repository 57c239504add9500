import Vendors

/// A model's name in parts.
struct ModelName: Hashable {
    /// The maker that stands before a slash, in our word where we have one.
    private(set) var owner: String?
    /// Without prefixes, in lower case.
    private(set) var bare: String
    /// `20250929`, where the name has a whole date.
    private(set) var date: String?
    private(set) var family: String?
    private(set) var versions: [String] = []
    private(set) var sizes: [String] = []
    private(set) var tiers: Set<String> = []
    /// The family and what has no meaning here.
    private(set) var words: Set<String> = []

    /// All of them, to be compared as a whole.
    var parts: Set<String> { words.union(tiers).union(sizes).union(versions.map { "v\($0)" }) }

    init(_ name: String) {
        var rest = Substring(name.lowercased())
        if rest.hasPrefix("ft:") {
            // A fine-tuned model's name goes on with its owner's.
            rest = rest.dropFirst(3).prefix { $0 != ":" }
        }
        if let slash = rest.lastIndex(of: "/") {
            let before = rest[..<slash].split(separator: "/").last.map(String.init)
            owner = before.flatMap { $0.contains(":") || Self.places.contains($0) ? nil : $0 }
                .map { VendorWords.maker($0) ?? $0 }
            rest = rest[rest.index(after: slash)...]
        }
        let dotted = Self.dottedPrefix(rest)
        rest = rest.dropFirst(dotted)
        bare = String(rest)
        // `name:variant`: a tag of a size or version, a router's wish, a revision.
        let halves = rest.split(separator: ":", maxSplits: 1).map(String.init)
        let stem = halves.first ?? ""
        var tokens = Self.tokens(dotted > 0 || stem.contains("20") ? Self.withoutRevision(stem) : stem)
        if halves.count > 1 {
            let tag = Self.tokens(halves[1]).filter { $0.contains(where: \.isNumber) }
            // A tag of numbers alone is a revision; one with a size is part of the name.
            if tag.contains(where: Self.isSize) { tokens += tag }
        }
        date = Self.removeDates(&tokens)
        for token in tokens { take(token) }
        family = words.sorted().first { VendorWords.families.contains($0) }
        versions.sort()
        sizes.sort()
    }

    private mutating func take(_ token: String) {
        if Self.noise.contains(token) || Self.makers.contains(token) { return }
        if Self.isSize(token) {
            sizes.append(token)
        } else if token.allSatisfy(\.isNumber) {
            // 4.0 is 4.
            if Int(token) != 0 { versions.append(token) }
        } else if Self.tierWords.contains(token) {
            tiers.insert(token)
        } else {
            words.insert(token)
        }
    }

    // MARK: Cutting

    /// `us.anthropic.`, `system.ai.`: words of letters that end in a full stop.
    private static func dottedPrefix(_ name: Substring) -> Int {
        var length = 0
        for part in name.split(separator: ".", omittingEmptySubsequences: false).dropLast() {
            guard !part.isEmpty, part.allSatisfy({ $0.isLetter || $0 == "-" }) else { break }
            length += part.count + 1
        }
        return length
    }

    /// `…-v1` at the end of a name that has a date or a cloud's prefix: a revision of the offer, not of the model.
    private static func withoutRevision(_ stem: String) -> String {
        guard let match = stem.firstMatch(of: /[-@]v\d$/) else { return stem }
        return String(stem[..<match.range.lowerBound])
    }

    /// Runs of letters and of digits; a size keeps its letter, and a full stop between digits parts them too.
    private static func tokens(_ text: String) -> [String] {
        var tokens: [String] = []
        for piece in text.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
            var token = ""
            for character in piece {
                if let last = token.last, last.isLetter, character.isNumber, !token.isEmpty {
                    tokens.append(token)
                    token = ""
                }
                token.append(character)
            }
            tokens.append(token)
        }
        return tokens
    }

    private static func isSize(_ token: String) -> Bool {
        guard let last = token.last, last == "b" || last == "m", token.count > 1 else { return false }
        return token.dropLast().allSatisfy { $0.isNumber || $0 == "x" }
    }

    /// Takes out days and months however they are written, and numbered revisions (`001`).
    /// - Returns: a whole day, as eight digits.
    private static func removeDates(_ tokens: inout [String]) -> String? {
        var kept: [String] = []
        var date: String?
        var index = 0
        func number(_ at: Int, _ digits: Int, _ range: ClosedRange<Int>) -> Bool {
            guard tokens.indices.contains(at), tokens[at].count == digits, let value = Int(tokens[at]) else {
                return false
            }
            return range.contains(value)
        }
        while index < tokens.count {
            if number(index, 4, 2020...2099), number(index + 1, 2, 1...12), number(index + 2, 2, 1...31) {
                date = tokens[index] + tokens[index + 1] + tokens[index + 2]
                index += 3
            } else if number(index, 4, 2020...2099), number(index + 1, 2, 1...12) {
                index += 2
            } else if number(index, 2, 1...12), number(index + 1, 4, 2020...2099) {
                index += 2
            } else if number(index, 8, 20_200_101...20_991_231) {
                date = tokens[index]
                index += 1
            } else if number(index, 6, 1...999_999) || (number(index, 4, 101...9912) && isMonth(tokens[index])) {
                index += 1
            } else if number(index, 3, 1...9) {
                index += 1
            } else if index > 0, ["preview", "exp"].contains(tokens[index - 1]), number(index, 2, 1...12),
                number(index + 1, 2, 1...31)
            {
                index += 2
            } else {
                kept.append(tokens[index])
                index += 1
            }
        }
        tokens = kept
        return date
    }

    /// `0613` is a day, `2411` a month.
    private static func isMonth(_ token: String) -> Bool {
        guard let first = Int(token.prefix(2)), let second = Int(token.suffix(2)) else { return false }
        return ((1...12).contains(first) && (1...31).contains(second))
            || ((23...39).contains(first) && (1...12).contains(second))
    }

    // MARK: Words

    /// How it was made ready, which is nothing that a name needs.
    private static let noise: Set<String> = [
        "latest", "preview", "exp", "experimental", "beta", "instruct", "it", "chat", "hf", "fp", "fp8", "bf", "int",
        "awq", "gptq", "gguf", "versatile", "instant", "maas", "v", "text", "model", "quantized", "mxfp", "nvfp", "q",
        "k", "hub", "default", "online", "tee",
    ]
    private static let tierWords: Set<String> = [
        "mini", "nano", "micro", "tiny", "small", "medium", "large", "xl", "max", "plus", "pro", "ultra", "lite",
        "light", "flash", "fast", "turbo", "opus", "sonnet", "haiku", "premier", "express", "air", "coder", "codex",
        "code", "reasoner", "nemo", "scout", "maverick", "distill", "image", "audio", "vision", "realtime", "search",
        "embed", "guard", "vl",
    ]
    /// Names of makers and clouds inside a name.
    private static let makers: Set<String> = [
        "meta", "google", "anthropic", "openai", "amazon", "databricks", "microsoft", "nvidia", "azure", "bedrock",
        "groq", "cerebras", "mistralai", "vertex", "ai",
    ]
    /// Folders that are no owner's name.
    private static let places: Set<String> = [
        "models", "foundation-model", "inference-profile", "publishers", "routers", "endpoints",
    ]
}
