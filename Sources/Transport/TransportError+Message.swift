extension TransportError: CustomStringConvertible {
    /// What happened, what it means, and what to do, in one or two sentences.
    package var description: String { "\(origin): \(kind.message)" + (mayHaveReachedServer ? Self.paid : "") }

    private static let paid = " The request may have reached the server and may be billed."
}

extension TransportError.Kind {
    var message: String {
        switch self {
        case .badURL(let reason):
            return "this URL cannot be requested: \(reason). Check base_url; http and https URLs are accepted."
        case .cannotResolve(let host):
            return "the name \(host) has no address. Check base_url for a typing error, and the network's name server."
        case .cannotConnect(let reason):
            return "no connection (\(reason)). The server is down or out of reach; check host, port and firewall."
        case .proxy(let reason):
            return "the proxy did not let the request through (\(reason)). Check http_proxy, https_proxy and no_proxy."
        case .tls(let reason):
            return
                "the TLS connection was refused by this side or the other (\(reason)). Nothing was sent. If the server "
                + "uses a private authority, name its certificate in ca_file; verification cannot be switched off."
        case .badCAFile(let path):
            return "the CA file \(path) cannot be read or holds no PEM certificate. Check ca_file (or SSL_CERT_FILE)."
        case .timeout(let phase, let limit):
            return phase.message(limit: limit)
        case .bodyTooLarge(let limit):
            return "the body is larger than the limit of \(limit) bytes and was cut off there. No model reply is that "
                + "large: check that base_url names an API and not a file or a web page."
        case .headersTooLarge(let limit):
            return
                "the reply's header lines are larger than the limit of \(limit) bytes. Check what answers at base_url."
        case .connectionLost(let phase, let bytes, let reason):
            return "the connection was lost \(phase.rawValue), after \(bytes) body bytes (\(reason)). The reply is "
                + "incomplete; this is a fault of the way or the server and no verdict on the prompt."
        case .resendPrevented:
            return "the connection died after the request was sent and before a reply came. It was not sent again, so "
                + "that every request is counted; asking again is a new attempt."
        case .truncatedBody(let received, let declared?):
            return "the body ended after \(received) of \(declared) declared bytes. The reply is incomplete."
        case .truncatedBody(let received, declared: nil):
            return "the body ended after \(received) bytes without its closing chunk. The reply is incomplete."
        case .unsupportedEncoding(let encoding):
            return
                "the reply is compressed (\(encoding)) although `Accept-Encoding: identity` was sent, so it cannot be "
                + "read with certainty. Switch compression off in the gateway that answers here."
        case .notHTTP(let reason):
            return "what came back is not HTTP (\(reason)). Check scheme, host and port of base_url."
        case .unasked(let place):
            return
                "bytes came that no request had asked for, \(place.rawValue). The connection was closed; asking again "
                + "opens another. If it happens often, look at what stands between here and the server."
        case .tooManyOpenFiles(let limit):
            return "this process may have only \(limit) files and sockets open and all are in use; the server was not "
                + "asked. Raise the limit (`ulimit -n`) or lower in_flight."
        case .stoppedEarly:
            return "what had come was enough, and nothing more was taken."
        case .shutDown:
            return "the transport was shut down before the reply was complete."
        case .other(let code, let text):
            return "the transfer failed (libcurl \(code): \(text))."
        }
    }
}

extension TimeoutPhase {
    fileprivate func message(limit: Duration) -> String {
        switch self {
        case .connect:
            return
                "no connection within \(limit), TLS included. The server or a firewall does not answer, or it does not speak TLS "
                + "there; raise the connect limit if the way is slow."
        case .firstByte:
            return
                "no reply within \(limit) of sending the request. Raise the first-byte limit if the model thinks long."
        case .idle:
            return
                "the reply went silent for \(limit). It is incomplete; raise the idle limit if pauses are normal here."
        case .total:
            return "the exchange was not over within \(limit). Raise the total limit if replies are this long."
        }
    }
}
