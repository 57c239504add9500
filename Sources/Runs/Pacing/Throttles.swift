import Foundation

/// What one trial knows of rate limits (429); docs/methods/attempt.md has the table that it makes.
///
/// A limit of the account throttles whoever asks. A limit that one prompt meets (it is larger than what is let through at
/// all, or a gateway answers its words so) lets others pass. Who is served in between tells the two apart.
struct Throttles: Sendable, Hashable {
    /// In this session.
    private(set) var count = 0
    /// When the last one of this session came.
    private(set) var last = -Double.infinity
    /// How often, over all sessions, another trial of the style was asked after a 429 of this one and served, none was
    /// throttled for the first time in between, and this one met the next 429.
    private(set) var passedOver = 0
    /// It met nothing but rate limits in two earlier sessions or more, the first of them two days ago or longer.
    private(set) var forDays = false
    /// It was told to wait for longer than a session waits.
    private var long = false
    /// What the style had served in this session, and the rate limits of what was served, at the first one.
    private var since = Passing()

    // Earlier sessions.
    private var before = false
    private var lastID: Int64?
    private var sessions: [Int64: Int] = [:]
    private var firstAt: Double?
    private var metOther = false

    /// Trials of a style that were served, and the rate limits that they met.
    struct Passing: Sendable, Hashable {
        var served = 0
        var throttles = 0
    }

    mutating func remember(_ attempt: Tries.Earlier) {
        guard attempt.status == 429, attempt.fault == nil else { return metOther = true }
        if let lastID, let served = attempt.servedBefore, served > lastID { passedOver += 1 }
        lastID = attempt.id
        sessions[attempt.session, default: 0] += 1
        firstAt = firstAt ?? attempt.startedAt
    }

    mutating func resume(wall: Double) {
        before = !sessions.isEmpty
        forDays = !metOther && sessions.count >= 2 && wall - (firstAt ?? wall) >= Self.days
        // One 429 and no second: the session was closed by it.
        long = sessions.max { $0.key < $1.key }?.value == 1
    }

    private static let days: Double = 2 * 86_400

    /// A 429 came.
    ///
    /// - Parameters:
    ///   - servedSince: another trial was begun after the last one, and served; and none was throttled for the first time.
    ///   - long: the wait that was named ends the session of the style.
    mutating func met(at now: Double, servedSince: Bool, long: Bool, style: Passing) {
        if servedSince, before || count > 0 { passedOver += 1 }
        if count == 0, !before { since = style }
        self.long = long
        count += 1
        last = now
    }

    /// When it is asked again, where others go first; nil: in its place.
    ///
    /// - Parameters:
    ///   - most: 429s that it may meet in its place.
    ///   - inARow: 429s of any trial of the style without a reply in between: after so many one of each trial is enough.
    func turn(after most: Int, inARow: Int = 0) -> Lane.Turn? {
        if long { return before || passedOver > 0 ? .last : nil }
        if wasPassedOver { return .amongTheLast }
        return before || count >= most || count > 0 && inARow > most ? .afterAnother : nil
    }

    /// Its next 429 would tell of the style as much as of itself.
    func isFresh(before most: Int) -> Bool { !before && count <= most }

    /// Twice may be chance.
    var wasPassedOver: Bool { passedOver >= 2 }

    /// What is known of the style when a trial of it meets a 429.
    struct Company {
        var passing = Passing()
        /// 429s of any trial without a reply in between.
        var inARow = 0
        /// Nothing more is sent in this session.
        var closed = false
        /// All that is left of the style was passed over as this one was.
        var onlyPassedOver = false
        /// All that is left of the style, and few, met rate limits; and either nothing else for days, or another prompt of
        /// the style was shown in this session to meet them for itself.
        var lastFew = false
    }

    enum Ruling: Hashable {
        /// "Later" is not "no".
        case again
        /// The error stands as what it is.
        case stands
        /// The error stands, and is the prompt's doing: others were let through each time.
        case standsForPrompt
    }

    /// What comes after a 429. The first row that holds decides.
    ///
    /// - Parameters:
    ///   - most: 429s of one trial while others are served, and of any trial in a row.
    func ruling(most: Int, _ style: Company) -> Ruling {
        if passedOver >= 3, chance(style.passing) <= 0.001 * (1 + 1e-9) { return .standsForPrompt }
        if count >= most, style.inARow < 2 { return .stands }
        if style.onlyPassedOver || style.lastFew, style.inARow >= most || style.closed { return .stands }
        return .again
    }

    /// How likely a limit for everybody passes over one trial so often: the share of requests that it throttles, by
    /// Laplace's rule from what was served since the first 429, to the power of `passedOver`.
    func chance(_ now: Passing) -> Double {
        let served = Double(max(0, now.served - since.served))
        let throttled = Double(max(0, now.throttles - since.throttles))
        return pow((throttled + 1) / (served + throttled + 2), Double(passedOver))
    }
}
