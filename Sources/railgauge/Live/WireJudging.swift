import Classifier
import Runs
import Trials

/// The classifier as the runner sees it.
struct WireJudging: Judging {
    private let classifier = Classifier()

    func judgement(of exchange: Exchange, trial: Trial) -> (verdict: Verdict, disposition: Disposition) {
        let judged = classifier.judge(exchange, trial: trial)
        return (judged.verdict, judged.disposition)
    }
}
