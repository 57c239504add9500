import Formats
import Trials

/// Which keys of two locks differ: what a report names when a study is no longer the one that was registered.
package enum LockDifference {
    /// Paths of the keys that differ, the weightiest first. Styles, judges and probes go by their names, so that one
    /// that is added or gone is named alone.
    ///
    /// Values are compared as the hash of a lock compares them, by their canonical text: a lock that was read from its file
    /// has 15 where the study in memory has 15.0. What the hash leaves out was not registered, and is not compared.
    package static func keys(_ registered: JSONValue, _ now: JSONValue) -> [String] {
        let paths = differences(registered, now, path: "").filter { path in
            !Study.unhashedKeys.contains { path == $0 || path.hasPrefix("\($0).") }
        }
        return paths.enumerated().sorted { (weight($0.element), $0.offset) < (weight($1.element), $1.offset) }
            .map(\.element)
    }

    /// What decides a finding stands before what is asked, and that before how the wire is reached.
    private static let order = [
        "thresholds", "compare", "family", "coverage_floor", "repeats", "controls", "styles", "judge", "suites",
        "sentinels", "probes", "seed", "study", "lock",
    ]
    /// Keys of a style or judge that change no question and no reply.
    private static let light: Set<String> = ["timeouts", "price", "limits", "route", "ca_file"]

    private static func weight(_ path: String) -> Int {
        let parts = path.split(separator: ".")
        if let first = parts.first, ["styles", "judge"].contains(first),
            parts.dropFirst(2).contains(where: { light.contains(String($0)) })
        {
            return order.count + 1
        }
        return parts.first.flatMap { order.firstIndex(of: String($0)) } ?? order.count
    }

    private static func differences(_ a: JSONValue?, _ b: JSONValue?, path: String) -> [String] {
        guard a?.canonical.compactBytes != b?.canonical.compactBytes else { return [] }
        guard let a, let b else { return ["\(path) \(a == nil ? "(added)" : "(gone)")"] }
        if let left = a.object ?? named(a), let right = b.object ?? named(b) {
            let keys = left.keys + right.keys.filter { left[$0] == nil }
            let inside = keys.flatMap { differences(left[$0], right[$0], path: path.isEmpty ? $0 : "\(path).\($0)") }
            // The same members in another order: locks are lists where the order counts.
            return inside.isEmpty ? ["\(path) (order)"] : inside
        }
        return [path]
    }

    /// A list whose members have names, by name: `{id: NAME, ...}` as styles and judges, or `{NAME: hash}` as probes.
    private static func named(_ value: JSONValue) -> JSONObject? {
        guard let items = value.array else { return nil }
        var out = JSONObject()
        for item in items {
            guard let object = item.object else { return nil }
            let only = object.members.count == 1 ? object.members.first : nil
            guard let name = item["id"]?.string ?? item["name"]?.string ?? only?.key, out[name] == nil else {
                return nil
            }
            out[name] = only.map { $0.value } ?? item
        }
        return out
    }
}
