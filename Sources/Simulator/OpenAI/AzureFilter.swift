import Trials

/// What the content filter found.
struct AzureFilter {
    private static let graded = ["hate", "self_harm", "sexual", "violence"]
    private static let detected = [
        "jailbreak", "indirect_attack", "profanity", "protected_material_text", "protected_material_code",
    ]

    private let performance: Performance
    private let block: PlayedBlock?

    init(_ performance: Performance) {
        self.performance = performance
        if case .blocked(let block) = performance.play { self.block = block } else { block = nil }
    }

    /// The filter's own word for a block, and what it says.
    static func word(_ block: PlayedBlock) -> (written: String?, shown: Category) {
        let known = block.categoryRaw.flatMap { (graded + detected).contains($0) ? $0 : nil }
        switch known ?? usual(block) {
        case let word where graded.contains(word) || word == "profanity": return (word, .content)
        case let word where word.hasPrefix("protected_material"): return (word, .copyright)
        case let word: return (word, .other)
        }
    }

    private static func usual(_ block: PlayedBlock) -> String {
        switch block.category {
        case .copyright: "protected_material_text"
        case .reasoning: "jailbreak"
        case .content: "violence"
        default: block.stage == .input ? "jailbreak" : "violence"
        }
    }

    /// The body of a 400.
    var refusal: String {
        #"{"error":{"message":"The response was filtered due to the prompt triggering the content management policy.","#
            + #""type":null,"param":"prompt","code":"content_filter","status":400,"#
            + #""innererror":{"code":"ResponsibleAIPolicyViolation","#
            + #""content_filter_result":\#(results(found: block?.categoryRaw, prompt: true))}}}"#
    }

    func annotate(_ form: inout ChatForm, request: ModelRequest) {
        let prompt =
            #""prompt_filter_results":[{"prompt_index":0,"content_filter_results":\#(results(found: nil, prompt: true))}]"#
        let blocked = block?.signal == .contentFilter ? block?.categoryRaw : nil
        let own = results(found: blocked, prompt: false)
        guard request.stream else {
            form.choice = #","content_filter_results":\#(own)"#
            form.tail = ",\(prompt)"
            return
        }
        form.opening = [
            OpenAI.data(#"{"id":"","object":"","created":0,"model":"","choices":[],\#(prompt)}"#)
        ]
        guard performance.quirk == .asynchronousFilter else {
            form.choice = #","content_filter_results":\#(own)"#
            form.openChoice = #","content_filter_results":\#(results(found: nil, prompt: false))"#
            return
        }
        // The filter reads after the reader: what it found comes behind the text, with the place that it is about.
        let length = performance.pieces.joined().unicodeScalars.count
        let offsets = #"{"check_offset":\#(length),"start_offset":0,"end_offset":\#(length)}"#
        form.trailing = [
            OpenAI.data(
                #"{"id":"","object":"","created":0,"model":"","choices":[{"index":0,"delta":{},"finish_reason":null,"#
                    + #""content_filter_offsets":\#(offsets),"content_filter_results":\#(own)}]}"#)
        ]
    }

    private func results(found: String?, prompt: Bool) -> String {
        if performance.degraded == .filterOpen {
            return #"{"error":{"code":"content_filter_error","message":"The contents are not filtered"}}"#
        }
        var members = Self.graded.map { word in
            #""\#(word)":{"filtered":\#(word == found),"severity":"\#(word == found ? "medium" : "safe")"}"#
        }
        if prompt || found == "jailbreak" {
            members.append(#""jailbreak":{"filtered":\#(found == "jailbreak"),"detected":\#(found == "jailbreak")}"#)
        }
        if let found, Self.detected.contains(found), found != "jailbreak" {
            members.append(#""\#(found)":{"filtered":true,"detected":true}"#)
        }
        return "{\(members.joined(separator: ","))}"
    }
}
