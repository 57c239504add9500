import CCrypto

/// SHA-256 through libcrypto.
package enum SHA256 {
    package static func digest(_ bytes: [UInt8]) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 32
        let done = EVP_Digest(bytes, bytes.count, &out, &length, EVP_sha256(), nil)
        precondition(done == 1 && length == 32, "libcrypto could not compute SHA-256")
        return out
    }

    package static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var out: [UInt8] = []
        out.reserveCapacity(64)
        for byte in digest(bytes) {
            out.append(digits[Int(byte >> 4)])
            out.append(digits[Int(byte & 15)])
        }
        return String(decoding: out, as: UTF8.self)
    }

    package static func hex(_ text: String) -> String { hex(Array(text.utf8)) }
}
