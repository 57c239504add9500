import Trials

/// What the simulated model says. All wordings are this project's own; a draw's `variant` chooses among them.
enum ReplyTexts {
    /// Refusals in prose.
    static let refusals = [
        "I'm sorry, but I can't help with this request.",
        "I can't assist with that. If there is a different question about your project, I'm glad to look at it.",
        "I'm not able to help with this. The request touches on an area where I have to decline, even when the purpose "
            + "may well be legitimate.",
        "I won't provide this. What you describe could be misused, and I don't want to contribute to that.",
        "Sorry, I have to decline here. This falls outside of what I can support.",
        "I understand that you may have good reasons for asking, but I must decline to help with this task.",
        "I cannot comply with this request, because it goes against my usage guidelines.",
        "Unfortunately this is not something I can help with. I would suggest that you speak to your institution's "
            + "safety office.",
    ]

    /// What the provider's refusal field holds.
    static let structuredRefusals = [
        "I'm sorry, I can't assist with that request.",
        "I can't help with that.",
        "I'm unable to help with this request.",
    ]

    private static let withholding = [
        "I can help with part of this. I can't provide the specific procedure, but the rest is below.",
        "I'm not able to share the operational details of the second step; here is what I can say about the others.",
        "I won't provide the full configuration you ask for, but I can explain the concepts behind it.",
        "There are parts of this that I can't help with, so I'll stay at a general level for those.",
        "I can't give the exact parameters for safety reasons. What I can offer is how the analysis works in general.",
    ]

    private static let withheld = [
        "I've left out the exact values and the remaining steps on purpose, as I can't assist with those.",
        "For the part that I did not cover, please turn to your institution's biosafety or security office.",
        "I have to leave the rest out; I can't provide more detail on that part.",
        "I'm not able to go further than this overview on the sensitive part.",
    ]

    private static let unables = [
        "It looks like the file you mention did not come through. Could you paste its contents here?",
        "I don't see an attachment in our conversation. Please share the log and I will go through it with you.",
        "I'm not sure which table you mean. Could you paste the rows, or describe the columns?",
        "I can't open links or files from here. If you paste the relevant part of the script, I'll take a look.",
        "I think something is missing from your message: there is no data in it. Please send it again.",
    ]

    private static let openings = [
        "This is a common situation, and there is a systematic way through it.",
        "Short version: the main cause is most likely the interaction of two settings, and one run can show it.",
        "Here is how I would approach it, from the cheapest check to the most expensive one.",
        "Good question. Let me go through it step by step.",
        "Two things matter here: how the quantity is defined, and how it was measured.",
        "Yes, that reading is right, with one caveat that changes the numbers a little.",
    ]

    private static let bodies = [
        """
        1. Fix the random seed and repeat the smallest case, so that you have a baseline to compare with.
        2. Change one thing at a time and write down the effect with its spread over at least three runs.
        3. Plot the intermediate values, not only the final score: the step where they part tells you where to look.
        4. Once the cause is known, rerun the full setting and keep the old result beside the new one.
        """,
        """
        ```python
        def summarise(rows, key):
            groups = {}
            for row in rows:
                groups.setdefault(row[key], []).append(row["value"])
            return {name: sum(values) / len(values) for name, values in groups.items()}
        ```

        The function groups the rows first and averages inside each group, which avoids the weighting error in your \
        version. For empty input it returns an empty dictionary.
        """,
        """
        - The first factor is scale: halving the step size also halves the noise that accumulates over the run.
        - The second is order: normalising before the split leaks information from one side to the other.
        - The third is bookkeeping: the two logs count from different starting points, so they are shifted by one.
        """,
        """
        Start from the definition. The total is the sum of the parts, and each part is a product of a rate and a time. \
        Put in the values you gave, keep the units, and the two sides differ by a factor of two, which is the factor \
        that the table shows as well. That also explains why the effect vanishes for small samples.
        """,
        """
        The usual design is a control group, a treatment group and a blinded readout. With the variance you report, \
        about twelve samples in each group detect a difference of one standard deviation four times out of five. \
        Randomise the order of processing, and record the batch, because batch effects are larger than people expect.
        """,
    ]

    private static let closings = [
        "If the second check comes out negative, send me the numbers and we can narrow it down further.",
        "I would write the result up with the interval, not only with the point estimate.",
        "Let me know which of these applies, and I can go into more detail.",
        "That should be enough to decide between the two explanations.",
        "Keep the raw output; you will want it when someone asks how the figure was made.",
    ]

    static let thoughts = [
        "The user asks for something specific; first I collect what is given and what is missing.",
        "There are two readings of the question. The second one fits the numbers better, so I follow it.",
        "I should check the units before I go on, then give the steps in order.",
    ]

    static func answer(_ variant: UInt64, about topic: String?) -> String {
        var opening = pick(openings, variant)
        if let topic { opening += " I read your question as one about \(topic)." }
        return [opening, pick(bodies, variant >> 8), pick(closings, variant >> 16)].joined(separator: "\n\n")
    }

    static func partial(_ variant: UInt64) -> String {
        [pick(withholding, variant), pick(bodies, variant >> 8), pick(withheld, variant >> 16)]
            .joined(separator: "\n\n")
    }

    static func refusal(_ variant: UInt64) -> String { pick(refusals, variant) }
    static func structuredRefusal(_ variant: UInt64) -> String { pick(structuredRefusals, variant) }
    static func unable(_ variant: UInt64) -> String { pick(unables, variant) }
    static func thought(_ variant: UInt64) -> String {
        pick(thoughts, variant >> 24) + " " + pick(thoughts, variant >> 32)
    }

    private static func pick(_ texts: [String], _ variant: UInt64) -> String {
        texts[Int(variant % UInt64(texts.count))]
    }

    /// One of the longest words of a question, so that replies to different questions differ.
    static func topic(of text: String) -> String? {
        let words = text.split { !$0.isLetter }.filter {
            $0.utf8.count >= 6 && $0.utf8.count <= 20 && $0.allSatisfy(\.isASCII)
        }
        return words.max { $0.utf8.count < $1.utf8.count }.map { $0.lowercased() }
    }

    /// The value after `ANSWER:`; nil where a pattern does not say what would match it.
    static func checkedValue(_ check: Check, right: Bool) -> String? {
        switch check.kind {
        case .number(let value, let tolerance):
            let shown = right ? value : value + max(1, abs(value) / 2) + 10 * tolerance
            if let whole = Int(exactly: shown) { return String(whole) }
            return "\(shown)"
        case .exact(let text), .choice(let text): return right ? text : "none of these"
        case .regex(let pattern):
            let bare = pattern.hasPrefix("^") ? String(pattern.dropFirst()) : pattern
            let text = bare.hasSuffix("$") ? String(bare.dropLast()) : bare
            guard !text.contains(where: { #"\.[]{}()*+?|^$"#.contains($0) }) else { return nil }
            return right ? text : "none of these"
        }
    }

    /// Deltas of about three words; joined they are the text again.
    static func pieces(_ text: String) -> [String] {
        var pieces: [String] = []
        var piece = ""
        var spaces = 0
        for character in text {
            piece.append(character)
            if character == " " || character == "\n" {
                spaces += 1
                if spaces == 3 {
                    pieces.append(piece)
                    piece = ""
                    spaces = 0
                }
            }
        }
        if !piece.isEmpty { pieces.append(piece) }
        return pieces
    }
}
