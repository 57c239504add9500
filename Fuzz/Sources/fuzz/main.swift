import CFuzzer
import Foundation
import Planted

/// fuzz TARGET [libFuzzer options] CORPUS…, fuzz seeds FIXTURES FOLDER, fuzz targets.
enum Run {
    /// Set once, before the first input; libFuzzer calls plain C functions, which carry no context.
    nonisolated(unsafe) static var target = Target.json
    nonisolated(unsafe) private static var inputs = 0
    nonisolated(unsafe) private static var kept: Int64 = 0

    static func one(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
        guard let input = Input(UnsafeBufferPointer(start: data, count: data == nil ? 0 : size)) else { return 0 }
        guard input.head.2 == Input.stretchMark else {
            one(input, size)
            return 0
        }
        let long = input.stretched
        long.withUnsafeBufferPointer { bytes in
            if let input = Input(bytes) { one(input, bytes.count) }
        }
        return 0
    }

    private static func one(_ input: Input, _ size: Int) {
        let begun = cpuSeconds()
        fuzz_heap_begin()
        target.one(input)
        let taken = cpuSeconds() - begun
        // Time for each byte: with AddressSanitizer, and read up to five times.
        hold(taken < 1 + 4e-6 * Double(size), "an input of \(size) bytes took \(taken) s")
        // What one input leaves behind is a cache or a leak; caches are full after a while.
        inputs += 1
        if inputs > 20_000 { kept += fuzz_heap_held() }
        hold(kept < 8 << 20, "\(kept) bytes were left behind by \(inputs) inputs")
        let bound = (4 << 20) + 4096 * Int64(size)
        hold(fuzz_heap_peak() <= bound, "\(fuzz_heap_peak()) bytes at once for \(size)")
    }

    /// Of this thread. On a busy machine the clock on the wall says nothing about an input.
    private static func cpuSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    static func main(_ arguments: [String]) throws {
        let usage = "usage: fuzz TARGET [libFuzzer options] CORPUS… | fuzz seeds FIXTURES FOLDER | fuzz targets\n"
        switch arguments.dropFirst().first {
        case "targets": for target in Target.allCases { print(target.rawValue) }
        case "seeds" where arguments.count == 4:
            try Seeds.write(from: URL(filePath: arguments[2]), to: URL(filePath: arguments[3]))
        case let name?:
            guard let target = Target(rawValue: name) else { fallthrough }
            Self.target = target
            Planted.isOn = ProcessInfo.processInfo.environment["FUZZ_PLANT"] == "1"
            TokenMutator.words = try words(arguments)
            let passed = [arguments[0]] + arguments.dropFirst(2)
            var pointers = passed.map { strdup($0) }
            pointers.append(nil)
            fuzz_heap_watch()
            exit(fuzz_run(Int32(passed.count), &pointers) { Run.one($0, $1) })
        case nil:
            FileHandle.standardError.write(Data(usage.utf8))
            exit(64)
        }
    }

    /// The words between the quotes of the dictionary that libFuzzer is given.
    private static func words(_ arguments: [String]) throws -> [[UInt8]] {
        guard let option = arguments.first(where: { $0.hasPrefix("-dict=") }) else { return [] }
        let text = try String(contentsOfFile: String(option.dropFirst(6)), encoding: .utf8)
        return text.split(separator: "\n").filter { $0.first == "\"" }.map { Array($0.dropFirst().dropLast().utf8) }
    }
}

try Run.main(CommandLine.arguments)
