import Foundation

/// Headless Chromium, where this machine has one: it opens a page of ours and says what became of it.
enum Browser {
    static let path: String? = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// Everything that a page may need is in the file: any request that it makes goes to a proxy which is not there.
    private static let flags = [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--virtual-time-budget=20000",
        "--proxy-server=127.0.0.1:9", "--disable-extensions", "--no-first-run", "--lang=en",
    ]

    /// The document after its scripts ran, and what the console said.
    static func dom(_ file: URL, fragment: String = "", width: Int = 1100) throws -> (html: String, console: String) {
        let out = try run([
            "--dump-dom", "--enable-logging=stderr", "--window-size=\(width),900", file.absoluteString + fragment,
        ])
        return (out.0, out.1.split(separator: "\n").filter { $0.contains("CONSOLE") }.joined(separator: "\n"))
    }

    static func screenshot(_ file: URL, to image: URL, width: Int, height: Int, _ more: [String] = []) throws {
        _ = try run(["--screenshot=\(image.path)", "--window-size=\(width),\(height)"] + more + [file.absoluteString])
    }

    /// 390 points wide: a window of Chromium is 500 at least, so the page stands in a frame of a phone's width.
    static func phone(_ file: URL, to image: URL, height: Int, _ more: [String] = []) throws {
        let frame = file.deletingLastPathComponent().appending(path: "phone.html")
        try Data(
            "<body style=\"margin:0\"><iframe src=\"\(file.lastPathComponent)\" style=\"border:0;width:390px;height:\(height)px\">"
                .utf8
        ).write(to: frame)
        try screenshot(frame, to: image, width: 500, height: height, more)
    }

    static func pdf(_ file: URL, to image: URL) throws {
        _ = try run(["--print-to-pdf=\(image.path)", "--no-pdf-header-footer", file.absoluteString])
    }

    /// Of a PDF that Chromium printed.
    static func sheets(_ pdf: Data) -> Int {
        String(decoding: pdf, as: UTF8.self).matches(of: /\/Type \/Page\b/).count
    }

    private static func run(_ arguments: [String]) throws -> (String, String) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "railgauge-browser-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (out, err) = (folder.appending(path: "out"), folder.appending(path: "err"))
        for file in [out, err] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path ?? "/usr/bin/chromium")
        process.arguments = flags + ["--user-data-dir=\(folder.appending(path: "profile").path)"] + arguments
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = try FileHandle(forWritingTo: err)
        try process.run()
        process.waitUntilExit()
        return (
            try String(contentsOf: out, encoding: .utf8), String(decoding: try Data(contentsOf: err), as: UTF8.self)
        )
    }
}
