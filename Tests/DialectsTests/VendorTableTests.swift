import Foundation
import Testing
import Trials
import Vendors

/// `docs/vendors.md` is the list of vendors, one line each, as their files have it.
@Suite struct VendorTableTests {
    private static let page = Transcript.root.deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "docs/vendors.md")

    @Test func thePublishedPageIsWhatTheFilesSay() throws {
        if ProcessInfo.processInfo.environment["RAILGAUGE_WRITE_DOCS"] != nil {
            try Self.markdown.write(to: Self.page, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: Self.page, encoding: .utf8) == Self.markdown)
    }

    @Test func namesStandOnceAndEveryDialectHasAVendor() {
        #expect(Set(Vendor.known.map(\.name)).count == Vendor.known.count)
        #expect(Set(Vendor.known.flatMap { $0.addresses.keys }) == Set(DialectName.allCases))
        // A profile is one of the compatible family, and the other way round.
        for vendor in Vendor.known {
            #expect((vendor.chat != nil) == vendor.addresses.keys.contains(.openAICompatible))
        }
    }

    private static var markdown: String {
        let rows = Vendor.known.map { vendor in
            let wires = vendor.addresses.keys.map(\.rawValue).sorted().map { "`\($0)`" }.joined(separator: ", ")
            let addresses = Set(vendor.addresses.values.compactMap { $0 }).sorted().map { "`\($0)`" }
            let makes = vendor.makes.map { "`\($0)`" }.joined(separator: ", ")
            return "| \(vendor.title) | \(wires) | \(vendor.chat == nil ? "" : "`\(vendor.name)`") "
                + "| \(addresses.isEmpty ? "yours" : addresses.joined(separator: ", ")) | \(makes) |\n"
        }
        return """
            # Vendors

            Whoever answers: makers of models, clouds, gateways, server programs. Each is one file in `Sources/Vendors/Known`, and this page is
            written from them (`RAILGAUGE_WRITE_DOCS=1 swift test --filter VendorTableTests`). The address is what `base_url` is where a style
            names none.

            | vendor | `dialect` | `profile` | default address | makes models named |
            |---|---|---|---|---|

            """ + rows.joined()
    }
}
