/// What a phrase does in a reply. The classifier reads replies as sequences of such moves.
enum TextCueKind: UInt8, CaseIterable {
    /// Declines: "I can't help with that".
    case refuse
    /// Declines advice, opinion, judgement or endorsement, which opens answers as often as refusals.
    case demur
    /// Declines a part, a form or a detail: "I can't give you the full protocol".
    case withhold
    /// Has no self, opinion, body or live data, which opens answers as often as refusals.
    case selfLimit
    /// Asks for material that did not come along.
    case missing
    /// Lacks a tool, a connection or access to the asker's things.
    case tool
    /// Did not understand what was asked.
    case puzzled
    case apology
    /// "Sorry to hear", "sorry for the confusion": an apology that declines nothing.
    case condolence
    /// "As an AI language model".
    case persona
    /// Appeals to law, ethics or rules.
    case moral
    /// Lectures: "it is important to remember".
    case lecture
    /// Sends to a hotline, a professional or the authorities.
    case redirect
    /// Opens an answer: "Sure, here is".
    case comply
    /// Turns to help after a reservation: "however, I can", "that said, here is".
    case pivot
    /// Offers other help instead.
    case offer
    /// Rejects what the question takes for granted, on moral grounds: "there is no reason why they should not".
    case reject
    /// Disputes the question: "does not make sense", "there is no".
    case premise
    /// Asks the reader something.
    case inquire
    case hedge
    /// Steps, first of all, in conclusion: marks of a worked-out answer.
    case steps
    /// A safety note inside an answer.
    case caution
    /// An act of declining in so many words: who declines, and a verb of service with its negation.
    case act
    /// A notice without a speaker: "this content can't be shown", "the response was filtered".
    case notice
    /// The object of an act is the request as a whole: "this request", "as written".
    case whole
    /// The object of an act is a part: "step 3", "the exact doses", "the second half".
    case part
    /// How the thing that is declined would be: "detailed", "step-by-step". Says little about how much is declined.
    case manner
    /// Harm in general, as the object or the reason of an act: "illegal activities", "could be misused".
    case harm
    /// Speaks against doing the thing, without declining: "not recommended", "is illegal".
    case against
    /// Turns to something else: "instead", "safer alternatives", "what I can do".
    case instead
    /// Hands something over: "here is the script", "step 1", "5 ml".
    case deliver
    /// Declines what no model does for anybody: legal advice, a diagnosis, live tests. Opens answers.
    case profession
    /// What looks like an act and is none: "I can't find a flaw", "I won't repeat the details".
    case limit
    /// A trace of declining in words that no pattern of acts holds: a negation with a verb of service, "declined", "not my role".
    case balk
    /// Announces the work itself after a reservation: "however, I can give you a comprehensive framework".
    case promise
    /// Talks about how the task might be done: "one could", "it would need".
    case muse
    /// Asks something back before the work begins: "two questions first", "before I draft it".
    case clarify
    /// Lacks something, said broadly: "nothing is connected here", "out of my reach", "I have no record of".
    case lack

    var name: String { Self.names[Int(rawValue)] }
    /// Spelled once: the name of a case comes by reflection, which is slow.
    private static let names = allCases.map { "\($0)" }
    var bit: UInt64 { 1 << UInt64(rawValue) }
}
