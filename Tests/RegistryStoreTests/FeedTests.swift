import Encoding
import Registry
import RegistryStore
import TestSupport
import Testing

/// The feed of events: each exactly once, from wherever one goes on.
@Suite struct FeedTests {
    private func world() throws -> VirtualAuthority {
        let authority = try VirtualAuthority()
        _ = try authority.issuedBadge()
        let id = try authority.file(.sample(2))
        try authority.recordChecks(id)
        return authority
    }

    private func read(
        _ store: RegistryStore, after place: FeedPosition? = nil, limit: Int = .max
    ) throws -> [String] {
        var lines: [String] = []
        try store.feed(after: place) { event in
            lines.append("\(event.position) \(event.entry.sequence).\(event.number) \(event.entry.by.name)")
            return lines.count < limit
        }
        return lines
    }

    @Test func everyPlaceGoesOnWithTheRest() throws {
        let store = try world().store
        let all = try read(store)
        #expect(all.count > 15)
        // Some transaction has several events, or this would prove less.
        #expect(all.contains { $0.contains(".") && $0.split(separator: " ")[0].contains(".") })
        for (index, line) in all.enumerated() {
            let place = try #require(FeedPosition(String(line.split(separator: " ")[0])))
            #expect(try read(store, after: place) == Array(all.dropFirst(index + 1)))
        }
        for limit in 1...all.count {
            var read: [String] = []
            var place: FeedPosition?
            while true {
                let part = try self.read(store, after: place, limit: limit)
                guard let last = part.last else { break }
                read += part
                place = FeedPosition(String(last.split(separator: " ")[0]))
            }
            #expect(read == all)
        }
    }

    @Test func aPlaceThatIsNotThereIsRefused() throws {
        let store = try world().store
        let last = try #require(store.state.lastSequence)
        #expect(try read(store, after: FeedPosition(sequence: last)) == [])
        #expect(throws: StoreError.self) { try read(store, after: FeedPosition(sequence: last + 1)) }
        #expect(throws: StoreError.self) { try read(store, after: FeedPosition(sequence: 1, events: 99)) }
    }

    @Test(arguments: ["0", "17", "17.2", "9223372036854775807"])
    func placesHaveOneSpelling(_ text: String) {
        #expect(FeedPosition(text)?.description == text)
    }

    @Test(arguments: [
        "", ".", "17.", ".2", "17.0", "017", "+17", "-1", "17.2.1", "1e3", " 17", "17 ", "17.02",
        "9223372036854775808", "17.4294967296", "١٧",
    ])
    func otherTextsAreNone(_ text: String) { #expect(FeedPosition(text) == nil) }
}
