import Encoding
import Registry

/// Which businesses have badges, under which names and since when: looked up for each badge of a batch, so it is made
/// once and told of every badge that the batch adds.
struct BusinessIndex {
    /// An entry of a register.
    private struct Business: Hashable {
        let number: ByteString
        let country: ByteString
        let state: ByteString

        init(_ form: ApplicationContent) {
            number = ByteString(form.registrationNumber)
            country = ByteString(form.jurisdiction.country)
            state = ByteString(form.jurisdiction.state ?? "")
        }
    }

    private var since: [Business: Timestamp] = [:]
    private var names: [ByteString: Set<Business>] = [:]

    /// Reads the badges of a registry; those that ended or expired before `time` no longer make a homonym.
    init(_ state: RegistryState, at time: Timestamp) {
        for badge in state.badges.values {
            guard let form = state.applications[badge.logging.application]?.form else { continue }
            let business = Business(form)
            if !badge.isUnsigned {
                since[business] = min(since[business] ?? badge.loggedAt, badge.loggedAt)
            }
            if !badge.state.isFinal && badge.logging.notAfter >= time {
                names[ByteString(form.displayName), default: []].insert(business)
            }
        }
    }

    /// When the same entry of the same register was first issued a badge here.
    func verifiedSince(_ form: ApplicationContent) -> Timestamp? { since[Business(form)] }

    /// Whether another business has a badge with the same display name, so that clients must show country and number.
    func hasHomonym(_ form: ApplicationContent) -> Bool {
        names[ByteString(form.displayName)].map { $0 != [Business(form)] } ?? false
    }

    /// A badge of the same batch.
    mutating func add(_ form: ApplicationContent) {
        names[ByteString(form.displayName), default: []].insert(Business(form))
    }
}
