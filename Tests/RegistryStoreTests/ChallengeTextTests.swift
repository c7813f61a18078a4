import Encoding
import Registry
import TestSupport
import Testing

@testable import RegistryStore

/// A host's text says something about one account of one case of one authority.
@Suite struct ChallengeTextTests {
    private static let token = [UInt8](repeating: 7, count: 16)
    private static let one = ApplicationID(random: [1, 2, 3, 4])
    private static let other = ApplicationID(random: [4, 3, 2, 1])
    private static let account = "https://shop.example"

    private static func text(token: [UInt8] = token) -> String {
        ChallengeText.make(token: token, registryID: "aa", case: one, account: account, method: .file)
    }

    @Test func aTextIsBoundToItsPlace() {
        func isBound(
            _ text: String = Self.text(), registryID: String = "aa", case id: ApplicationID = Self.one,
            account: String = Self.account, method: ChallengeMethod = .file
        ) -> Bool {
            ChallengeText.isBound(text, registryID: registryID, case: id, account: account, method: method)
        }
        #expect(Self.text().utf8.count == 65)
        #expect(Self.text(token: [UInt8](repeating: 8, count: 16)) != Self.text())
        #expect(isBound())
        #expect(!isBound(registryID: "ab"))
        #expect(!isBound(case: Self.other))
        #expect(!isBound(account: "https://other.example"))
        #expect(!isBound(method: .dns))
        #expect(!isBound(Self.text().uppercased()))
        #expect(!isBound(String(Self.text().dropLast())))
        #expect(!isBound(Self.text() + "\n"))
        #expect(!isBound(""))
    }
}
