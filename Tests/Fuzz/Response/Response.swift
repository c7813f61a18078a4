import Encoding
import Fetching
import FuzzSupport

/// What a web server sends, and the two lines between the main program and `greenbadge-fetch`. The first byte says how the
/// rest is divided.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = fuzzInput(start, count)
    let size = Int(input.first ?? 0) + 1
    let whole = body(of: input.dropFirst(), pieces: input.count + 1)
    demand(whole == body(of: input.dropFirst(), pieces: size), "a response is read the same in any pieces")
    demand(whole?.count ?? 0 <= limit, "no body is longer than was asked for")
    if let request = try? FetchRequest(line: input) {
        demand(request.line == input, "a request is written as it was read")
        demand(!request.host.utf8.contains { $0 <= 0x20 }, "a host holds no space and no line")
        demand(!request.path.utf8.contains { $0 <= 0x20 }, "a path holds no space and no line")
    }
    if let answer = try? FetchAnswer(line: input, bodyLimit: Int64(limit)) {
        demand(answer.line == input, "an answer is written as it was read")
    }
    return 0
}

private let limit = 256

private func body(of response: ArraySlice<UInt8>, pieces size: Int) -> [UInt8]? {
    var reader = ResponseReader(bodyLimit: limit)
    var rest = response
    while !rest.isEmpty {
        guard (try? reader.append(rest.prefix(size))) != nil else { return nil }
        rest = rest.dropFirst(size)
    }
    return try? reader.finish(isOrderly: true)
}
