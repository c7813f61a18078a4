import Encoding
import Testing
import Transparency

@Suite struct PolicyTests {
    private func log(_ seed: UInt8 = 100) throws -> VerifierKey {
        try signer("log\(seed).example", seed).verifierKey
    }
    private func witness(_ seed: UInt8) throws -> VerifierKey {
        try signer("w\(seed).example", seed, .cosignature).verifierKey
    }

    /// The example of the specification: two of X and any of Y.
    private func twoLevels() throws -> String {
        try """
        # a comment
        log \(log().text) https://log.example/

        \twitness X1 \(witness(1).text)
        witness X2  \(witness(2).text)\thttps://x2.example/\t
        witness X3 \(witness(3).text)
        group X-witnesses 2 X1 X2 X3
          # another
        witness Y1 \(witness(4).text)
        witness Y2 \(witness(5).text)
        group Y-witnesses any Y1 Y2
        group X-and-Y all X-witnesses Y-witnesses
        quorum X-and-Y

        """
    }

    @Test func `A quorum of groups needs enough of each`() throws {
        let policy = try TLogPolicy(parsing: try twoLevels())
        let isEnough = { (seeds: [UInt8]) in
            policy.isSatisfied(by: Set([try log()] + (try seeds.map { try witness($0) })))
        }
        for seeds in [[1, 2, 4], [1, 3, 5], [2, 3, 4, 5], [1, 2, 3, 4, 5]] as [[UInt8]] {
            #expect(try isEnough(seeds))
        }
        for seeds in [[], [1, 2], [1, 2, 3], [1, 4], [1, 4, 5], [4, 5], [1, 2, 6]] as [[UInt8]] {
            #expect(try !isEnough(seeds))
        }
        let witnesses = Set(try [1, 2, 4].map { try witness($0) })
        #expect(!policy.isSatisfied(by: witnesses))
        #expect(policy.hasQuorum(witnesses))
        #expect(!policy.isSatisfied(by: witnesses.union([try log(101)])))
        #expect(policy.logs == [try log()])
        #expect(policy.witnessKeys == (try (1...5).map { try witness($0) }))
    }

    @Test func `The text that a policy writes is read as the same policy`() throws {
        let policy = try TLogPolicy(parsing: try twoLevels())
        let again = try TLogPolicy(parsing: policy.text)
        #expect(again == policy)
        #expect(again.text == policy.text)
        #expect(again.logEntries[0].url == "https://log.example/")
        #expect(again.witnesses[1].url == "https://x2.example/")
    }

    @Test func `A policy without witnesses asks for one of its logs, and without logs for none`() throws {
        let policy = TLogPolicy(logs: [try log(), try log(101)])
        #expect(policy.text.hasSuffix("quorum none\n"))
        #expect(try TLogPolicy(parsing: policy.text) == policy)
        #expect(policy.isSatisfied(by: [try log(101)]))
        #expect(!policy.isSatisfied(by: []))
        #expect(try TLogPolicy(parsing: "quorum none\n").isSatisfied(by: []))
    }

    @Test func `A single witness can be the quorum`() throws {
        let policy = try TLogPolicy(parsing: "witness W \(try witness(1).text)\nquorum W\n")
        #expect(policy.isSatisfied(by: [try witness(1)]))
        #expect(!policy.isSatisfied(by: [try witness(2)]))
    }

    @Test func `Names are bytes, not equivalent texts`() throws {
        let text =
            "witness \u{E9} \(try witness(1).text)\nwitness e\u{301} \(try witness(2).text)\nquorum e\u{301}\n"
        let policy = try TLogPolicy(parsing: text)
        #expect(policy.isSatisfied(by: [try witness(2)]))
        #expect(!policy.isSatisfied(by: [try witness(1)]))
        #expect(throws: NoteError.self) {
            try TLogPolicy(parsing: "witness \u{E9} \(try witness(1).text)\nquorum e\u{301}\n")
        }
    }

    @Test func `Every mistake is refused with its line`() throws {
        let a = "witness A \(try witness(1).text)\n"
        let b = "witness B \(try witness(2).text)\n"
        let l = "log \(try log().text)\n"
        let sameKey = try signer("other.example", 100).verifierKey.text
        let cases: [(String, Int)] = [
            ("", 1), (l, 1), ("quorum none", 1), ("quorum none\nquorum none\n", 2), ("quorum A\n" + a, 1),
            ("quorum\n", 1),
            ("quorum none none\n", 1), ("logs x\n", 1), ("log\n", 1), ("log x\nquorum none\n", 1),
            (l + l + "quorum none\n", 2),
            (l + "log \(sameKey)\nquorum none\n", 2), ("log \(try witness(1).text)\nquorum none\n", 1),
            ("witness A \(try log().text)\nquorum none\n", 1), (a + a + "quorum A\n", 2),
            (a + "witness B \(try witness(1).text)\nquorum A\n", 2),
            ("witness none \(try witness(1).text)\nquorum none\n", 1),
            ("witness A\nquorum none\n", 1), (a + "group G all\nquorum G\n", 2),
            (a + "group G 0 A\nquorum G\n", 2),
            (a + "group G 2 A\nquorum G\n", 2), (a + "group G 01 A\nquorum G\n", 2),
            (a + "group G some A\nquorum G\n", 2),
            (a + "group G all A A\nquorum G\n", 2), (a + "group G all B\n" + b + "quorum G\n", 2),
            (a + "group G all G\nquorum G\n", 2), (a + "group A all A\nquorum A\n", 2),
            (a + "group none all A\nquorum none\n", 2),
            (a + "group G all none\nquorum none\n", 2),
            (a + b + "group G all A\ngroup H all A B\nquorum H\n", 4),
            (a + "quorum a\n", 2), ("quorum none\r\n", 1), ("# \u{0}\nquorum none\n", 1),
            ("# \u{7F}\nquorum none\n", 1),
            ("log \(try log().text) u v\nquorum none\n", 1),
        ]
        for (text, line) in cases {
            let error = #expect(throws: NoteError.self, "\(text)") { try TLogPolicy(parsing: text) }
            guard case .badPolicy(line, _)? = error else {
                Issue.record("\(text): \(error.map { "\($0)" } ?? "")")
                continue
            }
        }
    }

    @Test func `Thirty-two witnesses and groups are supported, hundreds are refused`() throws {
        let witnesses = try (1...65 as ClosedRange<UInt8>).map { "witness w\($0) \(try witness($0).text)\n" }
        let groups = (1...32).map { "group g\($0) any w\($0)\n" }
        let good = witnesses[..<32].joined() + groups.joined() + "quorum g32\n"
        #expect(try TLogPolicy(parsing: good).isSatisfied(by: [try witness(32)]))
        #expect(throws: NoteError.self) { try TLogPolicy(parsing: witnesses.joined() + "quorum none\n") }
        #expect(throws: NoteError.self) {
            try TLogPolicy(parsing: String(repeating: "#\n", count: 40000) + "quorum none\n")
        }
    }
}
