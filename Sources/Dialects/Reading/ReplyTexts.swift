import Formats
import Trials

extension Reply {
    /// Every text that a reply holds, whatever the member: what is added to a reply cannot be forgotten here.
    var texts: [[UInt8]] {
        var texts: [[UInt8]] = []
        Self.gather(self, &texts)
        return texts
    }

    private static func gather(_ value: Any, _ texts: inout [[UInt8]]) {
        switch value {
        case let text as String: if !text.isEmpty { texts.append(Array(text.utf8)) }
        case let json as JSONValue: texts.append(Array(json.compact.utf8))
        case is Int, is Int64, is Double, is Bool: return
        default: for child in Mirror(reflecting: value).children { gather(child.value, &texts) }
        }
    }
}
