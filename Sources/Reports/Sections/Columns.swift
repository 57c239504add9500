import Formats
import Statistics
import Trials

/// A fragment of a JSON Schema: what one value of report.json may be.
struct Shape: Sendable {
    var json: JSONValue

    static let text = Shape(json: ["type": "string"])
    static let flag = Shape(json: ["type": "boolean"])
    static let none = Shape(json: ["type": "null"])

    /// - Parameter least: nil where any number may stand.
    static func number(_ type: String = "number", least: Int? = nil, most: Int? = nil) -> Shape {
        var object: JSONObject = ["type": .string(type)]
        if let least { object["minimum"] = .integer(least) }
        if let most { object["maximum"] = .integer(most) }
        return Shape(json: .object(object))
    }

    static func count(from least: Int = 0) -> Shape { number("integer", least: least) }

    static func word<Word: CaseIterable & RawRepresentable<String>>(_: Word.Type) -> Shape {
        words(Word.allCases.map(\.rawValue))
    }

    static func words(_ words: [String]) -> Shape { Shape(json: ["enum": .array(words.map { .string($0) })]) }

    static func list(_ item: Shape) -> Shape { Shape(json: ["type": "array", "items": item.json]) }

    /// An object of exactly these members.
    static func object(_ members: [(key: String, shape: Shape)]) -> Shape {
        Shape(json: [
            "type": "object",
            "properties": .object(JSONObject(members: members.map { .init(key: $0.key, value: $0.shape.json) })),
            "additionalProperties": false,
            "required": .array(members.map { .string($0.key) }),
        ])
    }

    static func object<Row>(_ columns: Columns<Row>) -> Shape { columns.shape }

    /// No item twice.
    var unique: Shape {
        guard case .object(var object) = json else { return self }
        object["uniqueItems"] = true
        return Shape(json: .object(object))
    }

    /// `null` may stand in its place.
    var orNone: Shape {
        guard case .object(var object) = json else { return self }
        if let type = object["type"] { object["type"] = .array([type, "null"]) }
        if let words = object["enum"]?.array { object["enum"] = .array(words + [.null]) }
        return Shape(json: .object(object))
    }

    func about(_ text: String?) -> Shape {
        guard let text, case .object(let object) = json else { return self }
        return Shape(
            json: .object(JSONObject(members: [.init(key: "description", value: .string(text))] + object.members)))
    }

    /// What unmeasured or unsure trials could do: `#/$defs/band`.
    static let band = Shape(json: ["$ref": "#/$defs/band"])
    static let bandDefinition = object([
        (key: "low", shape: number(least: -1, most: 1).orNone), (key: "high", shape: number(least: -1, most: 1).orNone),
    ]).about("What the unmeasured (or unsure) trials could do; no confidence interval.")

    static let category = Shape(json: [
        "type": "string",
        "pattern": .string({ "^(\($0))(\\+(\($0)))*$" }(Category.all.map(\.rawValue).joined(separator: "|"))),
    ]).about("Normalised categories, sorted and joined by `+`; `unreported` where a block names none.")
}

/// What the rows of one table hold, said once: report.json, its schema and the CSV are read off the same columns.
///
///     static let columns = Columns<Cell>([.text("style") { $0.style }, .count("trials") { $0.estimate.trials }])
struct Columns<Row>: Sendable {
    struct Column: Sendable {
        let name: String
        let shape: Shape
        let value: @Sendable (Row) -> JSONValue
    }

    let columns: [Column]

    init(_ columns: [Column]) { self.columns = columns }

    func json(_ row: Row) -> JSONValue {
        .object(JSONObject(members: columns.map { .init(key: $0.name, value: $0.value(row)) }))
    }

    func json(_ rows: [Row]) -> JSONValue { .array(rows.map { json($0) }) }

    var shape: Shape { .object(columns.map { (key: $0.name, shape: $0.shape) }) }
    var list: Shape { .list(shape) }
}

/// The kinds of columns. A name with `orNone` may hold `null`.
extension Columns.Column {
    typealias Get<Value> = @Sendable (Row) -> Value

    static func any(_ name: String, _ shape: Shape, _ get: @escaping Get<JSONValue>) -> Self {
        Self(name: name, shape: shape, value: get)
    }

    static func text(_ name: String, _ about: String? = nil, _ get: @escaping Get<String>) -> Self {
        any(name, .text.about(about)) { .string(get($0)) }
    }

    static func textOrNone(_ name: String, _ about: String? = nil, _ get: @escaping Get<String?>) -> Self {
        any(name, .text.orNone.about(about)) { .optional(get($0)) }
    }

    static func texts(_ name: String, _ about: String? = nil, _ get: @escaping Get<[String]>) -> Self {
        any(name, .list(.text).about(about)) { .array(get($0).map { .string($0) }) }
    }

    static func word<Word: CaseIterable & RawRepresentable<String> & SendableMetatype>(
        _ name: String, _ about: String? = nil, _ get: @escaping Get<Word>
    ) -> Self {
        any(name, .word(Word.self).about(about)) { .string(get($0).rawValue) }
    }

    static func wordOrNone<Word: CaseIterable & RawRepresentable<String> & SendableMetatype>(
        _ name: String, _ about: String? = nil, _ get: @escaping Get<Word?>
    ) -> Self {
        any(name, .word(Word.self).orNone.about(about)) { .optional(get($0)?.rawValue) }
    }

    static func flag(_ name: String, _ about: String? = nil, _ get: @escaping Get<Bool>) -> Self {
        any(name, .flag.about(about)) { .bool(get($0)) }
    }

    static func flagOrNone(_ name: String, _ about: String? = nil, _ get: @escaping Get<Bool?>) -> Self {
        any(name, .flag.orNone.about(about)) { get($0).map { .bool($0) } ?? .null }
    }

    static func count(_ name: String, _ about: String? = nil, from least: Int = 0, _ get: @escaping Get<Int>) -> Self {
        any(name, .count(from: least).about(about)) { .integer(get($0)) }
    }

    static func countOrNone(_ name: String, _ about: String? = nil, _ get: @escaping Get<Int?>) -> Self {
        any(name, .count().orNone.about(about)) { .optional(get($0)) }
    }

    /// Any integer, or null.
    static func integerOrNone(_ name: String, _ about: String? = nil, _ get: @escaping Get<Int?>) -> Self {
        any(name, .number("integer").orNone.about(about)) { .optional(get($0)) }
    }

    /// 0 to 1, or null.
    static func share(_ name: String, _ about: String? = nil, _ get: @escaping Get<Double?>) -> Self {
        any(name, .number(least: 0, most: 1).orNone.about(about)) { .optional(get($0)) }
    }

    /// -1 to 1, or null.
    static func difference(_ name: String, _ about: String? = nil, _ get: @escaping Get<Double?>) -> Self {
        any(name, .number(least: -1, most: 1).orNone.about(about)) { .optional(get($0)) }
    }

    /// A number of at least 0.
    static func amount(_ name: String, _ about: String? = nil, _ get: @escaping Get<Double>) -> Self {
        any(name, .number(least: 0).about(about)) { .figure(get($0)) }
    }

    static func amountOrNone(_ name: String, _ about: String? = nil, _ get: @escaping Get<Double?>) -> Self {
        any(name, .number(least: 0).orNone.about(about)) { .optional(get($0)) }
    }

    /// Any number, or null.
    static func numberOrNone(_ name: String, _ about: String? = nil, _ get: @escaping Get<Double?>) -> Self {
        any(name, .number().orNone.about(about)) { .optional(get($0)) }
    }

    /// What unmeasured or unsure trials could do.
    static func band(_ name: String, _ get: @escaping Get<Interval?>) -> Self {
        any(name, .band) { row in
            let band = get(row)
            return ["low": .optional(band?.low), "high": .optional(band?.high)]
        }
    }

    static func object<Part>(
        _ name: String, _ about: String? = nil, _ columns: Columns<Part>, _ get: @escaping Get<Part>
    ) -> Self {
        any(name, columns.shape.about(about)) { columns.json(get($0)) }
    }

    static func objectOrNone<Part>(
        _ name: String, _ about: String? = nil, _ columns: Columns<Part>, _ get: @escaping Get<Part?>
    ) -> Self {
        any(name, columns.shape.orNone.about(about)) { get($0).map { columns.json($0) } ?? .null }
    }

    static func list<Part>(
        _ name: String, _ about: String? = nil, _ columns: Columns<Part>, _ get: @escaping Get<[Part]>
    ) -> Self {
        any(name, columns.list.about(about)) { columns.json(get($0)) }
    }
}

/// What every row of a table begins with.
extension Columns.Column {
    static func frame(_ get: @escaping Get<Frame>) -> Self { word("frame", nil, get) }
}

extension JSONValue {
    static func optional(_ number: Double?) -> JSONValue { number.map { figure($0) } ?? .null }

    static func optional(_ number: Int?) -> JSONValue { number.map { .integer($0) } ?? .null }
    static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}
