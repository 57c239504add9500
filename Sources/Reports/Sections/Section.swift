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
    private let content: Content

    private enum Content: Sendable {
        case whole(@Sendable (Owner) -> JSONValue)
        /// Handed over one by one: as a tree, the rows of a large run would take more than the run itself.
        case rows(@Sendable (Owner, (JSONValue) -> Void) -> Void)
    }

    init(_ key: String, _ shape: Shape, _ value: @escaping @Sendable (Owner) -> JSONValue) {
        (self.key, self.shape, content) = (key, shape, .whole(value))
    }

    /// A list of rows.
    init<Row>(
        _ key: String, _ about: String? = nil, _ columns: Columns<Row>, _ rows: @escaping @Sendable (Owner) -> [Row]
    ) {
        self.key = key
        shape = columns.list.about(about)
        content = .rows { owner, put in for row in rows(owner) { put(columns.json(row)) } }
    }

    func value(_ owner: Owner) -> JSONValue {
        switch content {
        case .whole(let value): return value(owner)
        case .rows(let rows):
            var items: [JSONValue] = []
            rows(owner) { items.append($0) }
            return .array(items)
        }
    }

    func write(_ owner: Owner, to parts: inout JSONParts) {
        switch content {
        case .whole(let value): parts.add(key, value(owner))
        case .rows(let rows): parts.add(key) { put in rows(owner, put) }
        }
    }
}

extension Section {
    static var host: (any Section.Type)? { nil }
    static var members: [Member<Self>] { [] }

    func page(_ report: Report) -> [Block] { [] }
    func files(_ report: Report) -> [CSVFile] { [] }

    static var schema: [(key: String, shape: Shape)] { members.map { ($0.key, $0.shape) } }
    func write(to parts: inout JSONParts) { for member in Self.members { member.write(self, to: &parts) } }
    var json: [JSONObject.Member] { Self.members.map { .init(key: $0.key, value: $0.value(self)) } }
}
