import Formats
import Trials

/// One part of a report. The type owns its figures, how they read on the page, its members of report.json with their
/// schema, and its CSV files. To add one: this type in a file of its own, a line in `Report.kinds`, and its golden files.
protocol Section: Sendable {
    /// - Parameter report: holds the sections that stand before this one in `Report.kinds`.
    init(_ rows: Rows, _ report: Report)

    /// The section at whose end this one stands in the full report; nil: it stands for itself, at its own place.
    static var host: (any Section.Type)? { get }

    /// Its members of report.json, in order.
    static var members: [Member<Self>] { get }

    /// What the full report shows; empty: nothing.
    func page(_ report: Report) -> [Block]

    /// Files beside report.json for people with spreadsheets.
    func files(_ report: Report) -> [CSVFile]
}

/// A key of report.json.
struct Member<Owner>: Sendable {
    let key: String
    let shape: Shape
    let value: @Sendable (Owner) -> JSONValue

    init(_ key: String, _ shape: Shape, _ value: @escaping @Sendable (Owner) -> JSONValue) {
        (self.key, self.shape, self.value) = (key, shape, value)
    }

    /// A list of rows.
    init<Row>(
        _ key: String, _ about: String? = nil, _ columns: Columns<Row>, _ rows: @escaping @Sendable (Owner) -> [Row]
    ) {
        self.init(key, columns.list.about(about)) { columns.json(rows($0)) }
    }
}

extension Section {
    static var host: (any Section.Type)? { nil }
    static var members: [Member<Self>] { [] }

    func page(_ report: Report) -> [Block] { [] }
    func files(_ report: Report) -> [CSVFile] { [] }

    static var schema: [(key: String, shape: Shape)] { members.map { ($0.key, $0.shape) } }
    var json: [JSONObject.Member] { Self.members.map { .init(key: $0.key, value: $0.value(self)) } }
}
