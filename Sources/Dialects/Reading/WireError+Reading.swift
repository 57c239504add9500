import Formats
import Trials

extension WireError {
    /// Reads an error in any of the shapes that servers send; nil where a document names none.
    ///
    /// `{"error":{…}}`, `{"error":"text","code":…}`, `{"detail":"text"}`, `{"detail":[{"msg":…}]}`,
    /// `{"object":"error","message":…}`, `{"message":…}`. Codes become strings.
    static func read(_ json: JSONValue, _ place: Place) -> WireError? {
        if let error = json["error"], !error.isNull {
            if error.object != nil {
                return WireError(
                    // A word under `status` is one vendor's type; a number there is the HTTP status once more.
                    place: place, type: error["type"]?.filled ?? error["status"]?.filled,
                    code: (error["details"]?["error_code"] ?? error["code"])?.stringOrInteger,
                    message: (error["message"] ?? error["detail"])?.filled.map(WireRedaction.redacted),
                    param: error["param"]?.filled)
            }
            return WireError(
                place: place, type: json["type"]?.filled, code: json["code"]?.stringOrInteger,
                message: WireRedaction.redacted(error.string ?? error.compact))
        }
        if let detail = json["detail"], !detail.isNull {
            let messages = detail.array?.compactMap { $0["msg"]?.filled }
            return WireError(
                place: place, code: json["code"]?.stringOrInteger,
                message: WireRedaction.redacted(detail.string ?? messages?.joined(separator: "; ") ?? detail.compact))
        }
        guard let message = json["message"]?.filled else { return nil }
        return WireError(
            place: place, type: json["type"]?.filled, code: json["code"]?.stringOrInteger,
            message: WireRedaction.redacted(message),
            param: json["param"]?.filled)
    }
}
