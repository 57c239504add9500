import Formats
import Trials

extension WireError {
    /// Reads an error in any of the shapes that servers send; nil where a document names none.
    ///
    /// `{"error":{…}}`, `{"error":[{…}]}`, `{"errors":[{…}]}`, `{"error":"text","code":…}`, `{"detail":"text"}`,
    /// `{"detail":[{"msg":…}]}`, `{"object":"error","message":…}`, `{"message":…}`, `{"base_resp":{"status_code":…}}`.
    /// Codes become strings; what should be a text and is an object is kept as JSON.
    static func read(_ json: JSONValue, _ place: Place) -> WireError? {
        // An object without members is as good as null.
        if let error = json["error"] ?? json["errors"], !error.isNull, error.object?.isEmpty != true {
            if let first = error.array?.first(where: { $0.object != nil }) { return described(first, place) }
            if error.object != nil { return described(error, place) }
            if error.array?.isEmpty != true {
                return WireError(
                    place: place, type: (json["type"] ?? json["error_type"])?.filled,
                    code: json["code"]?.stringOrInteger,
                    message: WireRedaction.redacted(error.string ?? error.compact))
            }
        }
        if let detail = json["detail"], !detail.isNull {
            if detail.object != nil { return described(detail, place) }
            let messages = detail.array?.compactMap { $0["msg"]?.filled }
            return WireError(
                place: place, type: json["title"]?.filled, code: json["code"]?.stringOrInteger,
                message: WireRedaction.redacted(detail.string ?? messages?.joined(separator: "; ") ?? detail.compact))
        }
        // A vendor that says success in the status line and the rest here; zero is none.
        if let base = json["base_resp"], let code = base["status_code"]?.int {
            return code == 0
                ? nil
                : WireError(
                    place: place, code: "\(code)", message: base["status_msg"]?.filled.map(WireRedaction.redacted))
        }
        let said = json["message"] ?? json["Message"] ?? json["msg"]
        // A message with a role is the model's; an error may have an object in its place.
        let nested = said.flatMap { $0.object == nil || $0["role"] != nil || $0["content"] != nil ? nil : $0.compact }
        guard let message = said?.filled ?? nested else { return nil }
        return WireError(
            place: place, type: (json["type"] ?? json["__type"])?.filled,
            code: (json["code"] ?? json["error_code"])?.stringOrInteger, message: WireRedaction.redacted(message),
            param: json["param"]?.filled)
    }

    private static func described(_ error: JSONValue, _ place: Place) -> WireError {
        let message = error["message"] ?? error["detail"] ?? error["msg"]
        return WireError(
            // A word under `status` is one vendor's type; a number there is the HTTP status once more.
            place: place, type: error["type"]?.filled ?? error["status"]?.filled ?? error["error_type"]?.filled,
            code: (error["details"]?["error_code"] ?? error["code"])?.stringOrInteger,
            message: (message?.filled ?? message.flatMap { $0.object == nil ? nil : $0.compact })
                .map(WireRedaction.redacted),
            param: error["param"]?.filled)
    }
}
