import CommandLineKit
import CryptoCore
import Encoding
import Registry
import RegistryStore

/// Something that a reviewer should know about a case that came in; it refuses nothing.
struct IntakeNotice {
    /// `account`, `registration` or `key`.
    let kind: String
    let value: String
    /// The other cases, oldest first.
    let cases: [ApplicationID]
    let text: String

    /// More than these are counted, not named.
    private static let mostNamed = 3

    /// Who else claims the same account or registration number, or has the same key.
    static func all(
        for form: ApplicationContent, key: PublicKey?, case id: ApplicationID?, in store: RegistryStore,
        at time: Timestamp
    ) -> [IntakeNotice] {
        let look = Look(store: store, time: time)
        var found = form.accounts.map { account in
            look.notice(
                "account", account, "\(visible(account)) is also claimed by",
                store.holders(ofAccount: account, except: id))
        }
        let (number, country) = (form.registrationNumber, form.jurisdiction.country)
        found.append(
            look.notice(
                "registration", "\(country) \(number)",
                "the registration number \(visible(number)) (\(country)) is also claimed by",
                store.holders(ofRegistration: number, country: country, except: id)))
        if let key {
            let strangers = store.holders(ofKey: key, except: id).filter {
                !isSameBusiness(store.state.applications[$0]?.form, form)
            }
            found.append(
                look.notice(
                    "key", key.spkiDigest.hex, "the badge's key already serves another business:", strangers))
        }
        return found.compactMap(\.self)
    }

    /// What a second green badge could mislead with: an account or key of this case that another business has as well,
    /// in an open case or under a badge that stands.
    static func conflicts(
        of application: Application, in store: RegistryStore, at time: Timestamp
    ) -> [IntakeNotice] {
        guard let form = application.form else { return [] }
        let look = Look(store: store, time: time)
        let rivals = { (cases: [ApplicationID]) in
            cases.filter { look.stands($0) && !isSameBusiness(store.state.applications[$0]?.form, form) }
        }
        var found = form.accounts.map { account in
            look.notice(
                "account", account, "\(visible(account)) is also claimed by",
                rivals(store.holders(ofAccount: account, except: application.id)))
        }
        let request = application.content.value?.certificationRequest
        if let spki = request.flatMap(CertificationRequest.spki(of:)), let key = try? PublicKey(spki: spki) {
            found.append(
                look.notice(
                    "key", key.spkiDigest.hex, "the badge's key already serves another business:",
                    rivals(store.holders(ofKey: key, except: application.id))))
        }
        return found.compactMap(\.self)
    }

    /// - Parameter name: the case or file that the notices are about.
    static func report(_ notices: [IntakeNotice], for name: String, _ context: CommandContext) {
        for notice in notices { context.note("notice: \(visible(name)): \(notice.text)") }
    }

    var json: JSON {
        [
            "kind": .string(kind), "value": .string(value),
            "cases": .array(cases.map { .string($0.description) }),
        ]
    }

    private static func isSameBusiness(_ a: ApplicationContent?, _ b: ApplicationContent) -> Bool {
        guard let a else { return false }
        return sameBytes(a.registrationNumber, b.registrationNumber)
            && sameBytes(a.jurisdiction.country, b.jurisdiction.country)
    }

    private struct Look {
        let store: RegistryStore
        let time: Timestamp

        func notice(
            _ kind: String, _ value: String, _ what: String, _ holders: [ApplicationID]
        ) -> IntakeNotice? {
            let described = holders.compactMap { id in describe(id).map { (id: id, text: $0) } }
            guard !described.isEmpty else { return nil }
            let rest = described.count - mostNamed
            let named = described.prefix(mostNamed).map(\.text) + (rest > 0 ? ["\(rest) more"] : [])
            return IntakeNotice(
                kind: kind, value: value, cases: described.map(\.id),
                text: "\(what) \(named.joined(separator: ", "))")
        }

        /// The case is open, or its badge neither ended nor expired.
        func stands(_ id: ApplicationID) -> Bool {
            guard let application = store.state.applications[id] else { return false }
            if let badge = application.badge.flatMap({ store.state.badges[$0] }) {
                return !badge.state.isFinal && badge.logging.notAfter >= time
            }
            return !store.state.state(of: application, at: time).isFinal
        }

        /// `A7K-3MB (Example Airline, inReview)`.
        private func describe(_ id: ApplicationID) -> String? {
            guard let application = store.state.applications[id] else { return nil }
            let name = visible(application.form?.displayName ?? "")
            if let serial = application.badge, let badge = store.state.badges[serial] {
                let isExpired = !badge.state.isFinal && badge.logging.notAfter < time
                return "\(id) (\(name), badge \(serial), \(isExpired ? "expired" : badge.state.name))"
            }
            return "\(id) (\(name), \(store.state.state(of: application, at: time).rawValue))"
        }
    }
}
