/// Counts things of which many are equal. Few kinds are found by looking, which takes a tenth of the time of hashing; more by
/// their hash.
///
///     var kinds = Kinds<Tally>()
///     for tally in tallies { kinds.add(tally) }
///     kinds.all    // each kind once, in the order of its first appearance, with its number
package struct Kinds<Kind: Hashable> {
    private static var few: Int { 8 }

    package private(set) var all: [(kind: Kind, count: Int)] = []
    /// Empty while there are few.
    private var places: [Kind: Int] = [:]

    package init() {}

    package mutating func add(_ kind: Kind) {
        if let place = place(of: kind) {
            all[place].count += 1
            return
        }
        all.append((kind, 1))
        if all.count > Self.few {
            for place in (places.isEmpty ? 0 : all.count - 1)..<all.count { places[all[place].kind] = place }
        }
    }

    private func place(of kind: Kind) -> Int? {
        places.isEmpty ? all.firstIndex { $0.kind == kind } : places[kind]
    }
}
