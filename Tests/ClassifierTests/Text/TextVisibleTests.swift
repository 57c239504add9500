import Testing

@testable import Classifier

@Suite struct TextVisibleTests {
    @Test(arguments: [
        "", "   ", "\n\t\r\n", "\u{FEFF}", "<think>I will say nothing.</think>\n\n", "<think>cut while thinking",
    ])
    func aReplyWithoutVisibleTextIsEmpty(_ reply: String) {
        #expect(TextVisible.isEmpty(reply))
    }

    @Test(arguments: ["ok", ".", "<think>a</think>b", "Tags such as <think> are plain text here.", "你好"])
    func aReplyWithVisibleTextIsNot(_ reply: String) {
        #expect(!TextVisible.isEmpty(reply))
    }

    @Test(arguments: [
        ("<think>I can't help.</think>\nThe sum is 4.", "The sum is 4."),
        ("  <thinking>hm</thinking>  Four. ", "Four."),
        ("I should refuse this.\n</think>\n\nFour.", "Four."),
        ("<|channel|>analysis<|message|>refuse?<|end|><|start|>assistant<|channel|>final<|message|>Four.", "Four."),
        ("analysisIs it allowed? I can't say.assistantfinalFour.", "Four."),
        ("analysis of variance, then assistant", "analysis of variance, then assistant"),
        ("The tag </think> closes a block.", "The tag </think> closes a block."),
    ])
    func reasoningBeforeTheAnswerIsSkipped(_ reply: String, _ visible: String) {
        let bytes = Array(reply.utf8)
        let range = bytes.withUnsafeBufferPointer { TextVisible.range(in: $0) }
        #expect(String(decoding: bytes[range], as: UTF8.self) == visible)
    }
}
