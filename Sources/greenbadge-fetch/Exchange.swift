import Fetching

/// One request and its response.
struct Exchange {
    private let request: FetchRequest

    init(_ request: FetchRequest) { self.request = request }

    /// Sends the request and reads the body.
    func body(over channel: TLSChannel) throws(FetchFailure) -> [UInt8] {
        try channel.send(Array(text.utf8))
        var reader = ResponseReader(bodyLimit: Int(request.bodyLimit))
        while !reader.isComplete {
            switch try channel.receive() {
            case .bytes(let bytes): try reader.append(bytes[...])
            case .end: return try reader.finish(isOrderly: true)
            case .broken(let reason):
                do {
                    return try reader.finish(isOrderly: false)
                } catch {
                    throw FetchFailure(error.outcome, "\(error.detail) (\(reason))", status: error.status)
                }
            }
        }
        return try reader.finish(isOrderly: false)
    }

    /// No cookies, no authorization, nothing compressed, one request a connection. Host and path hold no byte that could
    /// end a line: `FetchRequest` saw to it.
    private var text: String {
        """
        GET \(request.path) HTTP/1.1\r
        Host: \(request.host)\r
        User-Agent: greenbadge-fetch\r
        Accept: */*\r
        Accept-Encoding: identity\r
        Connection: close\r
        \r

        """
    }
}
