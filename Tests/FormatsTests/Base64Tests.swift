import Formats
import Testing

/// The vectors of RFC 4648 section 10.
@Suite struct Base64Tests {
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func vectors(_ plain: String, _ coded: String) {
        #expect(Base64.text(plain.utf8) == coded)
        #expect(Base64.bytes(coded) == Array(plain.utf8))
    }

    @Test func bothAlphabetsAndNoOther() {
        #expect(Base64.bytes("-_8=") == [0xFB, 0xFF] && Base64.bytes("+/8=") == [0xFB, 0xFF])
        #expect(Base64.bytes("a b") == nil)
    }
}
