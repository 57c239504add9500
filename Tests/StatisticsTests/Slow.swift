import Foundation

/// The full grids of statistics section 8 take minutes in release: RAILGAUGE_SLOW_TESTS=1 asks for them.
enum Slow {
    static let isOn = ProcessInfo.processInfo.environment["RAILGAUGE_SLOW_TESTS"] == "1"
}

/// Measured figures, printed only when somebody asked for the long run.
func report(_ line: @autoclosure () -> String) {
    if Slow.isOn { print(line()) }
}
