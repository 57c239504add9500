import Trials

/// What relaxed access is to bring about, as far as a run can tell: one promise, one verdict.
package enum Promise: Sendable, Hashable {
    /// One safeguard category is off: the API blocks nothing there.
    case off(Category)
    /// Nothing is obstructed by this layer: `api`, or `model` where the model's own refusals are promised away too.
    case nothing(Definition)

    /// As declared: the categories of the grant, else every block of the API; and for helpful-only models refusals as well.
    package static func of(_ style: AccessStyle) -> [Promise] {
        guard style.declaresRelaxedAccess else { return [] }
        var out = (style.grant?.safeguardsOff ?? []).map { Promise.off(Category(rawValue: $0)) }
        if out.isEmpty { out = [.nothing(.api)] }
        return style.tier == .helpfulOnly ? out + [.nothing(.model)] : out
    }
}

extension AccessStyle {
    package var declaresRelaxedAccess: Bool {
        if grant != nil { return true }
        switch tier {
        case .trusted, .railfree, .helpfulOnly: return true
        case .public, .base, .fineTuned, .local: return false
        }
    }

    /// Whether this was promised here too, so that the style is no reference for it.
    func isPromised(_ promise: Promise) -> Bool {
        let own = Promise.of(self)
        switch promise {
        case .off: return own.contains(promise) || own.contains(.nothing(.api))
        case .nothing: return own.contains(promise)
        }
    }
}

extension Study {
    /// The styles that `style` is compared with as `a`, in the order of the study.
    package func partners(of style: String) -> [AccessStyle] {
        compare.filter { $0.a == style }.compactMap { pair in styles.first { $0.id == pair.b } }
    }

    /// Against whom a promise is held: the first partner that was promised nothing, else the first that was not promised
    /// the same; nil where there is none.
    ///
    ///     study.reference(of: "railfree", for: .off(.cyber))   // "public", also where `trusted` has cyber off too
    package func reference(of style: String, for promise: Promise) -> String? {
        let partners = partners(of: style)
        return (partners.first { !$0.declaresRelaxedAccess } ?? partners.first { !$0.isPromised(promise) })?.id
    }
}
