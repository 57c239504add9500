import Formats
import Trials

/// Marks around material that a judge reads and must not obey.
///
/// The ticket is taken from the material itself, so that nothing in a question is left to chance, and it is chosen so
/// that it occurs nowhere in it: no reply can close its own fence, and a verdict that was planted in a reply lacks the
/// ticket that every true verdict carries.
struct ReplyFence: Sendable, Hashable {
    let ticket: String

    init(around material: [String]) {
        let whole = material.joined(separator: "\u{0}")
        var round = 0
        while true {
            let ticket = String(SHA256.hex("\(round)\u{0}\(whole)").prefix(16))
            if !whole.lowercased().contains(ticket) {
                self.ticket = ticket
                return
            }
            round += 1
        }
    }

    func around(_ text: String, title: String) -> String {
        "<<<\(title) \(ticket)\n\(text)\n\(title) \(ticket)>>>"
    }
}
