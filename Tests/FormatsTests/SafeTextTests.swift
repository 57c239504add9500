import Formats
import Testing

/// Words of others move no cursor, open no link and hide nothing.
@Suite struct SafeTextTests {
    @Test(arguments: [
        ("plain \u{E9} \u{4E2D}", "plain \u{E9} \u{4E2D}"), ("a\u{1B}[2Jb", #"a\u{1b}[2Jb"#),
        ("\u{1B}]52;c;ZXZpbA==\u{7}", #"\u{1b}]52;c;ZXZpbA==\u{7}"#), ("a\r\nb\tc", #"a\r\nb\tc"#),
        ("\u{9B}31m\u{7F}", #"\u{9b}31m\u{7f}"#), ("abc\u{202E}fdp.exe", #"abc\u{202e}fdp.exe"#),
        ("\u{2066}x\u{200B}\u{FEFF}", #"\u{2066}x\u{200b}\u{feff}"#), ("\u{2028}", #"\u{2028}"#),
        ("\u{1F468}\u{200D}\u{1F469}", "\u{1F468}\u{200D}\u{1F469}"),
    ])
    func oneLineIsOneLineOfWhatShows(_ text: String, _ shown: String) { #expect(SafeText.line(text) == shown) }

    @Test func linesStayLines() { #expect(SafeText.lines("a\n\tb\u{1B}[A") == "a\n\tb\\u{1b}[A") }

    @Test func aCutIsMarked() {
        #expect(SafeText.line("abcdef", longest: 4) == "abc…" && SafeText.line("abcd", longest: 4) == "abcd")
    }
}
