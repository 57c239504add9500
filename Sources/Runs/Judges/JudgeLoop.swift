import Classifier
import Trials

/// One session of judges: the thin shell around the conductor that paces trials too.
struct JudgeLoop {
    enum Message: Sendable {
        case interrupt
        case tick(Double)
        case graceIsOver
        case ended(Int, Exchange, Verdict, Disposition, JudgeQuestion, began: Double)
        case abandoned(Int)
        case unsent(Int, reason: String?)
        case saved
        case storeFailed(StoreError, sending: Int?)
    }

    let session: JudgeSession
    let id: Int64
    let inbox: AsyncStream<Message>.Continuation
    /// One a position of the conductor's order.
    let questions: [OpenQuestion]
    var conductor: Conductor
    private(set) var answered: Int
    private let total: Int
    private let order: RunOrder
    private var nextAttempt: Int64
    private var attemptsSent = 0
    private var attempts: [Int: JudgeAttempt] = [:]
    private var numbers: [Int]
    private var outbox: [StoredRow] = []
    private var armed: Double?
    private var saving = 0

    init(
        session: JudgeSession, open: OpenQuestions, id: Int64, inbox: AsyncStream<Message>.Continuation, now: Double
    ) {
        self.session = session
        self.id = id
        self.inbox = inbox
        answered = open.answered
        total = open.answered + open.questions.count
        nextAttempt = open.nextAttempt
        var questions = open.questions
        // In no order that a judge could learn from.
        var random = SplitMix64(
            lockHash: session.study.lockHash, purpose: "judge-order", field: "seed \(session.study.seed)")
        random.shuffle(&questions)
        self.questions = questions
        numbers = questions.map(\.attempts)
        order = RunOrder(questions: questions, panel: session.panel)
        // A judge reads every reply once: the gap between repeats of a prompt is none of its business.
        var study = session.study
        study.repeats = 1
        let ledger = Ledger(
            budget: study.budget, order: order, attempts: open.attempts, spent: open.spentUSD, seconds: open.seconds,
            now: now, probeBytes: questions.map(\.bytes))
        conductor = Conductor(
            order: order, selected: Array(questions.indices), study: study, rules: session.rules, ledger: ledger,
            now: now)
        for judge in open.served { conductor.lanes[judge].served = true }
        for (position, question) in questions.enumerated() { conductor.trials[position].cuts = question.cuts }
    }

    private var now: Double { session.clock.now() }

    mutating func run(_ messages: AsyncStream<Message>) async {
        await withDiscardingTaskGroup { group in
            var over = pump(&group)
            var messages = messages.makeAsyncIterator()
            while !over, let message = await messages.next() {
                handle(message, &group)
                over = pump(&group)
            }
            group.cancelAll()
        }
    }

    // MARK: Asking

    /// Sends all that may be sent now. True when the session is over.
    private mutating func pump(_ group: inout DiscardingTaskGroup) -> Bool {
        while true {
            switch conductor.next(now: now) {
            case .send(let position): send(position, &group)
            case .wait(let until):
                if let until, conductor.stops.isEmpty { arm(until, &group) }
                flush(&group)
                return false
            case .finished:
                if conductor.stops.isEmpty, resolveSuspects() { continue }
                flush(&group)
                return saving == 0
            }
        }
    }

    private mutating func send(_ position: Int, _ group: inout DiscardingTaskGroup) {
        let question = questions[position]
        let judge = session.panel.judges[question.judge]
        numbers[position] += 1
        attemptsSent += 1
        let attempt = JudgeAttempt(
            id: nextAttempt, trial: question.trial, judge: judge, number: numbers[position], session: id)
        nextAttempt += 1
        attempts[position] = attempt
        let rows = outbox + [attempt.started(wall: session.clock.wall())]
        outbox = []
        let (session, inbox) = (session, inbox)
        group.addTask {
            do {
                try await session.store.writer.save(rows)
            } catch {
                inbox.yield(.storeFailed(StoreError(error, path: session.store.path), sending: position))
                return
            }
            guard !Task.isCancelled else {
                inbox.yield(.unsent(position, reason: nil))
                return
            }
            do {
                guard let stored = try session.store.reply(of: question.trial) else {
                    inbox.yield(.unsent(position, reason: "the reply of trial \(question.trial) is not stored"))
                    return
                }
                let asked = JudgeQuestion(
                    judge, trial: stored.trial, reply: try session.read(stored), lockHash: session.study.lockHash)
                let trial = asked.trial(judge, name: "question-\(question.trial)")
                let began = session.clock.now()
                let exchange = try await session.client.attempt(trial)
                let (verdict, disposition) = session.judging.judgement(of: exchange, trial: trial)
                inbox.yield(.ended(position, exchange, verdict, disposition, asked, began: began))
            } catch is CancellationError {
                inbox.yield(.abandoned(position))
            } catch {
                inbox.yield(.unsent(position, reason: "\(error)"))
            }
        }
    }

    /// Writes what no start of a next attempt takes along.
    private mutating func flush(_ group: inout DiscardingTaskGroup) {
        guard !outbox.isEmpty else { return }
        let rows = outbox
        outbox = []
        saving += 1
        let (store, inbox) = (session.store, inbox)
        group.addTask {
            do {
                try await store.writer.save(rows)
                inbox.yield(.saved)
            } catch {
                inbox.yield(.storeFailed(StoreError(error, path: store.path), sending: nil))
            }
        }
    }

    private mutating func arm(_ until: Double, _ group: inout DiscardingTaskGroup) {
        if let armed, armed <= until { return }
        armed = until
        let (clock, inbox) = (session.clock, inbox)
        group.addTask {
            // A cancelled wait has nobody left to wake.
            guard (try? await clock.sleep(until: until)) != nil else { return }
            inbox.yield(.tick(until))
        }
    }

    // MARK: Hearing

    private mutating func handle(_ message: Message, _ group: inout DiscardingTaskGroup) {
        switch message {
        case .interrupt:
            conductor.interrupt()
            let (clock, inbox, until) = (session.clock, inbox, now + session.rules.grace)
            group.addTask {
                // A cancelled wait: everything was cancelled already.
                guard (try? await clock.sleep(until: until)) != nil else { return }
                inbox.yield(.graceIsOver)
            }
        case .tick(let at): if armed == at { armed = nil }
        case .graceIsOver: group.cancelAll()
        case .ended(let position, let exchange, let verdict, let disposition, let question, let began):
            ended(position, exchange, verdict, disposition, question, began)
        case .abandoned(let position):
            conductor.abandoned(position)
            close(position, .abandoned)
        case .unsent(let position, let reason):
            conductor.unsent(position, reason: reason)
            close(position, .unsent)
            if let reason { tell(reason) }
        case .saved: saving -= 1
        case .storeFailed(let error, let sending):
            if let sending { conductor.unsent(sending, reason: nil) } else { saving -= 1 }
            if !conductor.hardStop { conductor.stop(.couldNotFinish(reason: "\(error)"), hard: true) }
            outbox = []
        }
        if conductor.hardStop { group.cancelAll() }
    }

    private mutating func close(_ position: Int, _ state: AttemptState) {
        guard let attempt = attempts.removeValue(forKey: position) else { return }
        outbox.append(attempt.marked(state))
    }

    private mutating func ended(
        _ position: Int, _ exchange: Exchange, _ verdict: Verdict, _ disposition: Disposition,
        _ question: JudgeQuestion, _ began: Double
    ) {
        let judge = session.panel.judges[questions[position].judge]
        let reply = exchange.reply
        let cost = judge.style.cost(reply.usage)
        let cuts = conductor.trials[position].cuts
        let spoke = reply.textDeltas + reply.reasoningDeltas > 0
        let ruling = conductor.ended(
            position,
            AttemptResult(
                verdict: verdict, disposition: disposition, status: exchange.raw.status, fault: exchange.raw.fault,
                sawDelta: spoke || (!judge.style.stream && exchange.raw.status == 200 && !exchange.raw.body.isEmpty),
                began: began, cost: cost), now: now)
        if let attempt = attempts[position] {
            outbox.append(
                attempt.ended(
                    ruling.finish == nil ? .retried : .counted, exchange, costUSD: cost,
                    broken: conductor.trials[position].cuts > cuts))
        }
        if let final = ruling.finish {
            finish(position, question.verdict(judge, exchange: exchange, wire: final))
        }
        for (other, verdict) in ruling.others { finishSuspect(other, verdict) }
        for note in ruling.notes { tell("\(judge.style.id): \(note)") }
        let (session, style) = (session, judge.style)
        conductor.placeHold { reason in
            do {
                return try session.holds.write(
                    style: style, reason: reason, run: session.store.path, at: session.clock.wall())
            } catch {
                return "(the hold file could not be written: \(error))"
            }
        }
    }

    private mutating func finish(_ position: Int, _ verdict: JudgeVerdict) {
        guard let attempt = attempts.removeValue(forKey: position) else { return }
        outbox.append(attempt.judgement(verdict))
        answered += 1
        tell(nil)
    }

    /// A question whose exchange is stored already, and whose result is known only now.
    private mutating func finishSuspect(_ position: Int, _ verdict: Verdict) {
        guard let attempt = attempts[position] else { return }
        outbox.append(attempt.marked(.counted))
        finish(position, JudgeQuestion.without(.error, attempt.judge, verdict))
    }

    /// At the end: no other request of the judge was served, so the 4xx stands as what it says.
    private mutating func resolveSuspects() -> Bool {
        var any = false
        for lane in conductor.lanes.indices where conductor.lanes[lane].closed == nil {
            for (position, verdict) in conductor.resolveSuspects(lane, served: false, now: now) {
                finishSuspect(position, verdict)
                any = true
            }
        }
        return any
    }

    private func tell(_ note: String?) {
        session.observe(JudgeProgress(questions: total, answered: answered, attempts: attemptsSent, note: note))
    }
}

extension RunOrder {
    /// Questions in the place of trials: the judges' styles, and a place for each question.
    init(questions: [OpenQuestion], panel: JudgePanel) {
        self.init(
            styles: panel.judges.map(\.style),
            probes: Array(repeating: Probe(id: "question", turns: [Turn(.user, "")]), count: questions.count),
            trials: questions.enumerated().map {
                PlannedTrial(position: $0, style: $1.judge, probe: $0, repetition: 1)
            })
    }
}
