import Formats
import Testing

@Suite struct NumberTests {
    /// statistics.md section 9.
    @Test func splitMixGivesTheWorkedValues() {
        var random = SplitMix64(seed: 0)
        #expect(
            [random.next(), random.next(), random.next()]
                == [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4, 0x06c4_5d18_8009_454f])
        var order = Array(0..<10)
        var shuffler = SplitMix64(seed: 42)
        shuffler.shuffle(&order)
        #expect(order == [8, 3, 6, 5, 4, 0, 9, 2, 1, 7])
    }

    @Test func aLockSeedsByTheFirstEightBytesOfItsHash() {
        // printf 'ab/order/f' | sha256sum
        var seeded = SplitMix64(lockHash: "ab", purpose: "order", field: "f")
        let digest = SHA256.hex("ab/order/f")
        var expected = SplitMix64(seed: UInt64(digest.prefix(16), radix: 16) ?? 0)
        #expect(seeded.next() == expected.next())
    }

    @Test func unitsLieInTheirInterval() {
        var random = SplitMix64(seed: 3)
        #expect((0..<1000).allSatisfy { _ in (0..<1).contains(random.unit()) })
        #expect((0..<1000).allSatisfy { _ in (0..<7).contains(random.below(7)) })
    }

    /// FIPS 180-4, and the million letters of its long test.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func sha256GivesThePublishedVectors(_ text: String, _ expected: String) {
        #expect(SHA256.hex(text) == expected)
    }

    @Test func sha256OfAMillionLetters() {
        #expect(
            SHA256.hex([UInt8](repeating: 0x61, count: 1_000_000))
                == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test func aSecretNeverPrints() {
        let secret = Secret("sk-verysecret")
        struct Holder { var key: Secret; var list: [Secret?] }
        var dumped = ""
        dump(Holder(key: secret, list: [secret]), to: &dumped)
        for text in [
            "\(secret)", String(describing: secret), String(reflecting: secret), "\([secret])", "\(["k": secret])",
            "\(Holder(key: secret, list: [secret]))", dumped,
        ] {
            #expect(!text.contains("verysecret"), "\(text)")
        }
        #expect("\(secret)" == "***")
        #expect(Mirror(reflecting: secret).children.isEmpty)
        #expect(secret.reveal() == "sk-verysecret")
        #expect(secret.redact("a sk-verysecret b sk-verysecret") == "a *** b ***")
        // A short one would cut words out of ordinary text.
        #expect(Secret("abc").redact("abcdef") == "abcdef")
    }

    @Test(arguments: [
        ("a/b.yaml", "x.md", "a/x.md"), ("", "x.md", "x.md"), ("a/b.yaml", "/x.md", "/x.md"),
        ("a/b.yaml", "./c/../x.md", "a/x.md"),
        ("a/b.yaml", "../x.md", "x.md"), ("/b.yaml", "x.md", "/x.md"), ("b.yaml", "../../x.md", "../../x.md"),
    ])
    func pathsAreSeenFromTheFileThatNamesThem(_ from: String, _ path: String, _ expected: String) {
        #expect(Path.join(Path.folder(of: from), path) == expected)
    }

    @Test(arguments: [("a/b.txt", "b"), ("b", "b"), (".hidden", ".hidden"), ("a.b/c.d.e", "c.d")])
    func theStemIsTheNameWithoutItsEnding(_ path: String, _ expected: String) {
        #expect(Path.stem(of: path) == expected)
    }
}
