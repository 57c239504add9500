import Formats
import Testing

@Suite struct CountedTests {
    @Test(arguments: [
        (1, "reply", "1 reply"), (0, "reply", "0 replies"), (2, "false positive", "2 false positives"),
        (3, "day", "3 days"), (2, "match", "2 matches"), (1, "scenario", "1 scenario"),
    ])
    func theNounFollowsItsCount(_ count: Int, _ noun: String, _ text: String) {
        #expect(counted(count, noun) == text)
    }

    @Test func whereAWordFollowsTheNounThePluralIsGiven() {
        #expect(counted(1, "secret masked", "secrets masked") == "1 secret masked")
        #expect(counted(4, "secret masked", "secrets masked") == "4 secrets masked")
    }
}
