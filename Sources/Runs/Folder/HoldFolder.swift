import Formats
import Foundation
import Trials

/// A stop sign for one account, kept outside of results: only a person takes it away.
package struct Hold: Sendable, Hashable {
    package var style: String
    package var account: String
    package var file: String
}

/// The folder of hold files.
package struct HoldFolder: Sendable, Hashable {
    package var path: String

    package init(path: String) { self.path = path }

    /// Where the hold of a style's account stands, or would stand.
    package func file(for style: AccessStyle) -> String {
        "\(path)/hold-\(SHA256.hex(style.account).prefix(16)).txt"
    }

    /// The holds that stop these styles. Nothing may be sent while there is one.
    package func holds(on styles: [AccessStyle]) -> [Hold] {
        styles.compactMap { style in
            let file = file(for: style)
            guard access(file, F_OK) == 0 else { return nil }
            return Hold(style: style.id, account: style.account, file: file)
        }
    }

    /// Writes the hold of a style's account and returns its path.
    /// - Throws: `RunFolderError.unwritable`
    package func write(
        style: AccessStyle, reason: String, run: String, at wall: Double
    ) throws(RunFolderError) -> String {
        let file = file(for: style)
        try makeFolder(path, mode: 0o700)
        let text = """
            Hold on account: \(style.account)
            Since: \(UTCStamp.iso(wall))
            Seen by style: \(style.id) (model \(style.model))
            Run: \(run)
            What the provider said: \(reason)

            railgauge sends nothing with this credential while this file exists. Clear the matter up with the provider,
            then delete the file.

            """
        try writeFile(file, Array(text.utf8))
        return file
    }
}
