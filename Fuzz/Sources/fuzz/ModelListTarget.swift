import Dialects
import Trials

/// The reader of model lists: in order, named, and with prices that are numbers.
enum ModelListTarget {
    static func read(_ input: Input) {
        let dialects = DialectName.allCases
        let style = AccessStyle(
            id: "s", dialect: dialects[input.profile % dialects.count], baseURL: "http://127.0.0.1:9", model: "m")
        let raw = RawReply(
            status: input.status, headers: input.headers, body: Array(input.body), fault: input.fault)
        switch ModelLists.read(raw, of: style) {
        case .failure(let reason):
            hold(!reason.text.isEmpty, "a reason says something")
        case .success(let list):
            hold(list.models.allSatisfy { !$0.id.isEmpty }, "a listed model has a name")
            hold(zip(list.models, list.models.dropFirst()).allSatisfy { $0.id <= $1.id }, "models are in order")
            let prices = list.models.flatMap { [$0.inputUSDPerMTok, $0.outputUSDPerMTok] }.compactMap { $0 }
            hold(prices.allSatisfy { $0.isFinite && $0 >= 0 }, "prices are numbers: \(prices)")
            hold(list.models.count <= input.body.count, "no more models than bytes")
        }
    }
}
