import HTTPTypes
import Transport
import Trials

extension HTTPRequest {
    static func make(
        _ server: FaultServer, path: String = "/v1/messages", fields: HTTPFields = [:]
    ) -> HTTPRequest {
        HTTPRequest(method: .post, scheme: "http", authority: server.authority, path: path, headerFields: fields)
    }
}

extension HTTPTransport {
    /// One whole exchange with a request body.
    func post(_ server: FaultServer, body: String = "{}", timeouts: Timeouts = Timeouts()) async throws
        -> HTTPReply
    {
        try await perform(.make(server), body: Array(body.utf8), timeouts: timeouts)
    }
}

extension HTTPReply {
    var text: String { String(decoding: body, as: UTF8.self) }
    var status: Int? { head?.response.status.code }
}
