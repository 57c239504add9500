import Foundation

/// A drawing in lines, marks and words, as text. Colours come from the page's style sheet by class, so that they follow light,
/// dark and paper; nothing in it runs or is fetched.
struct SVG: Sendable {
    /// Shapes tell styles apart where colours do not.
    enum Mark: CaseIterable { case circle, square, diamond, triangle, cross, ring }

    enum Anchor: String { case start, middle, end }

    let width: Double
    private(set) var height: Double
    private var body = ""

    init(width: Double, height: Double) { (self.width, self.height) = (width, height) }

    mutating func grow(to height: Double) { self.height = max(self.height, height) }

    mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ name: String) {
        body += "<line class=\"\(name)\" x1=\"\(n(x1))\" y1=\"\(n(y1))\" x2=\"\(n(x2))\" y2=\"\(n(y2))\"/>"
    }

    mutating func rect(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ name: String) {
        body +=
            "<rect class=\"\(name)\" x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(max(0, width)))\" height=\"\(n(height))\"/>"
    }

    mutating func path(_ points: [(x: Double, y: Double)], _ name: String) {
        guard let first = points.first else { return }
        body += "<path class=\"\(name)\" d=\"M\(n(first.x)) \(n(first.y))"
        for point in points.dropFirst() { body += "L\(n(point.x)) \(n(point.y))" }
        body += "\"/>"
    }

    /// - Parameter style: the place of an access style in its study; it chooses shape and colour.
    mutating func mark(_ x: Double, _ y: Double, style: Int, size: Double = 5) {
        let name = "mark s\(style % Self.colours)"
        let mark = Mark.allCases[style % Mark.allCases.count]
        func closed(_ points: [(Double, Double)]) {
            let text = points.map { "\(n(x + $0.0 * size)) \(n(y + $0.1 * size))" }.joined(separator: "L")
            body += "<path class=\"\(name)\" d=\"M\(text)Z\"/>"
        }
        switch mark {
        case .circle: body += "<circle class=\"\(name)\" cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"\(n(size))\"/>"
        case .ring: body += "<circle class=\"\(name) open\" cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"\(n(size))\"/>"
        case .square: closed([(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)])
        case .diamond: closed([(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)])
        case .triangle: closed([(0, -1.2), (1.2, 0.9), (-1.2, 0.9)])
        case .cross:
            closed([
                (-0.35, -1.1), (0.35, -1.1), (0.35, -0.35), (1.1, -0.35), (1.1, 0.35), (0.35, 0.35), (0.35, 1.1),
                (-0.35, 1.1), (-0.35, 0.35), (-1.1, 0.35), (-1.1, -0.35), (-0.35, -0.35),
            ])
        }
    }

    mutating func text(_ x: Double, _ y: Double, _ text: String, _ name: String = "", anchor: Anchor = .start) {
        body += "<text x=\"\(n(x))\" y=\"\(n(y))\" text-anchor=\"\(anchor.rawValue)\""
        if !name.isEmpty { body += " class=\"\(name)\"" }
        body += ">\(HTML.escape(text))</text>"
    }

    /// An axis of shares below the rows: a line, ticks with words, and light lines up through the rows.
    mutating func axis(
        _ scale: Scale, from top: Double, to bottom: Double, _ ticks: [Double], _ title: String,
        _ word: (Double) -> String
    ) {
        for tick in ticks {
            line(scale.x(tick), top, scale.x(tick), bottom, "grid")
            text(scale.x(tick), bottom + 15, word(tick), "tick", anchor: .middle)
        }
        line(scale.left, bottom, scale.right, bottom, "axis")
        text((scale.left + scale.right) / 2, bottom + 32, title, "tick", anchor: .middle)
        grow(to: bottom + 40)
    }

    static let colours = 6

    /// Round numbers from 0, five steps at most: 0, 10, 20 and 30 % up to 30 %. A tick at 22.5 would read as another number.
    static func ticks(to high: Double) -> [Double] {
        guard high > 0 else { return [0] }
        let unit = pow(10, (log10(high / 5) + 1e-9).rounded(.down))
        let step = [1, 2, 5, 10].map { $0 * unit }.first { $0 >= high / 5 * (1 - 1e-9) } ?? high
        return (0...Int(high / step + 1e-9)).map { Double($0) * step }
    }

    /// The element, with its title and description for those who do not see it.
    func element(id: String, title: String, description: String) -> String {
        "<svg role=\"img\" aria-labelledby=\"\(id)-t \(id)-d\" width=\"\(n(width))\" height=\"\(n(height))\" viewBox=\"0 0 \(n(width)) \(n(height))\" "
            + "xmlns=\"http://www.w3.org/2000/svg\"><title id=\"\(id)-t\">\(HTML.escape(title))</title>"
            + "<desc id=\"\(id)-d\">\(HTML.escape(description))</desc>\(body)</svg>"
    }

    /// One digit behind the point: half a pixel is nothing.
    private func n(_ value: Double) -> String {
        let text = Prose.fixed(value, digits: 1)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// Shortened to what fits, with an ellipsis.
    static func fit(_ text: String, _ characters: Int) -> String {
        text.count <= characters ? text : String(text.prefix(max(1, characters - 1))) + "…"
    }
}

/// From values to places on the x axis.
struct Scale: Sendable {
    var low = 0.0
    var high = 1.0
    let left: Double
    let right: Double

    func x(_ value: Double) -> Double {
        left + (min(max(value, low), high) - low) / (high - low) * (right - left)
    }
}

/// A drawing with what a page says beside it.
struct Picture: Sendable {
    let id: String
    let title: String
    /// What it shows, in words, for those who do not see it.
    let description: String
    /// Axes, units, n; our own Markdown.
    let caption: String
    let svg: SVG

    /// In units of the page's style sheet, on paper that is 739 of them wide.
    var printedHeight: Double { svg.height * min(1, 739 / svg.width) }

    /// Whether it leaves a printed page to words: no higher than four access styles.
    var isLow: Bool { printedHeight <= 220 }
}
