import Formats
import Testing

@Suite struct NearestTests {
    @Test(arguments: [
        ("sytles", "styles"), ("sutes", "suites"), ("repeat", "repeats"), ("Budget", "budget"), ("sede", "seed"),
    ])
    func theWordThatWasMeant(_ wrong: String, _ meant: String) {
        #expect(Nearest.word(to: wrong, among: ["styles", "suites", "repeats", "budget", "seed"]) == meant)
    }

    @Test(arguments: ["colour", "x", ""])
    func noWordIsGuessed(_ wrong: String) {
        #expect(Nearest.word(to: wrong, among: ["styles", "suites", "repeats"]) == nil)
    }

    @Test func twoEquallyCloseWordsAreNone() { #expect(Nearest.word(to: "at", among: ["cat", "bat"]) == nil) }
}
