/// The word for who made a model. An open set; `google` and `Google` are the same.
package struct VendorName: RawRepresentable, Sendable, Hashable {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue.lowercased() }
}
