import Formats
import Testing

@Suite struct PatternTests {
    @Test(arguments: [
        ("abc", "xxabcx", true), ("abc", "ab", false), ("^abc$", "abc", true), ("^abc$", "abcd", false),
        ("a|b|cd", "xcd", true), ("^(a|b|cd)$", "c", false), ("^a*$", "", true), ("^a+$", "", false),
        ("^a?b$", "ab", true),
        ("^a{2}$", "aa", true), ("^a{2}$", "aaa", false), ("^a{2,}$", "aaaa", true), ("^a{1,3}$", "aaaa", false),
        ("^a{0,1}$", "", true), ("^(?:ab){2}$", "abab", true), ("^[ACGT]+$", "GATTACA", true),
        ("^[ACGT]+$", "GATTACA!", false), ("^[^0-9]+$", "abc", true), ("^[^0-9]+$", "a1c", false),
        ("^[]a]+$", "]a", true),
        ("^[a-c-]+$", "b-", true), ("[\\d.]+ mg", "about 3.5 mg", true), ("^\\d+$", "12a", false),
        ("^\\D+$", "abc", true),
        ("^\\w+\\s\\W$", "ab !", true), ("\\bcat\\b", "a cat.", true), ("\\bcat\\b", "concat", false),
        ("\\Bcat", "concat", true), ("^.$", "\n", false), ("^.$", "é", true), ("a\\.b", "a.b", true),
        ("a\\.b", "axb", false),
        ("(?i)^paris$", "PARIS", true), ("(?i)^PARIS$", "Paris", true), ("(?i)^[A-Z]+$", "abc", true),
        ("^a.*?b$", "axxb", true),
        ("^(a|ab)(c|bcd)(d*)$", "abcd", true), ("", "anything", true), ("^$", "", true), ("x*", "", true),
        ("^(|a)b$", "b", true),
        ("^(\\d+,?)+ mg$", "1,250 mg", true), ("^[\\s\\d]+$", "1 2", true), ("^[\\]\\\\]+$", "]\\", true),
        ("日本", "in 日本 now", true),
    ])
    func whatIsMatched(_ pattern: String, _ text: String, _ found: Bool) throws {
        #expect(try Pattern(pattern).matches(text) == found)
        // Where the language's own engine reads it, both agree.
        if let regex = try? Regex(pattern) { #expect((text.firstMatch(of: regex) != nil) == found) }
    }

    @Test(arguments: [
        "(", ")", "[", "[a", "[]", "a**", "a*+", "*a", "{2}", "a{2", "a{x}", "a{3,2}", "a{2000}", "(a{1000}){1000}",
        "\\1", "(a)\\1",
        "(?=a)", "(?!a)", "(?<=a)b", "(?<name>a)", "(?>a)", "\\p{L}", "\\", "[z-a]", String(repeating: "(", count: 200),
    ])
    func whatCannotBeMatchedInLinearTimeIsRefused(_ pattern: String) {
        #expect(throws: Pattern.Fault.self) { try Pattern(pattern) }
    }

    /// Each of these takes a backtracking engine more steps than there are seconds in a year.
    @Test(arguments: ["(a+)+$", "(a|aa)+$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(.*)*x", "(a*)*b", "(a{0,30}){0,30}b"])
    func noPatternHoldsARun(_ pattern: String) throws {
        let text = String(repeating: "a", count: 2000) + "!"
        #expect(try !Pattern(pattern).matches(text))
    }
}
