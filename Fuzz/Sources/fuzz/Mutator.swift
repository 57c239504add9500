import CFuzzer
import Formats
import Trials

/// libFuzzer's hook: half of the inputs are changed blindly, half by what they are made of.
@_cdecl("LLVMFuzzerCustomMutator")
public func mutate(_ data: UnsafeMutablePointer<UInt8>, _ size: Int, _ limit: Int, _ seed: UInt32) -> Int {
    var random = SplitMix64(seed: UInt64(seed))
    guard size > Input.headCount, random.below(2) == 0 else { return fuzz_mutate(data, size, limit) }
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    var body = Array(bytes[Input.headCount...])
    var frames = FrameMutator(random: random)
    if Run.target.framed, let changed = frames.mutate(body) {
        body = changed
    } else {
        var tokens = TokenMutator(random: random)
        body = tokens.mutate(body)
    }
    let made = (bytes[..<Input.headCount] + body).prefix(limit)
    for (index, byte) in made.enumerated() { data[index] = byte }
    return made.count
}
