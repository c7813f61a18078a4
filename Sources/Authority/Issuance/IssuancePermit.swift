import Encoding
import Registry

/// The permission to issue one badge; only eligibility makes one, and it is used up by building.
struct IssuancePermit {
    let application: Application

    init(_ id: ApplicationID, _ state: RegistryState, by actorKey: String, at time: Timestamp) throws {
        guard let application = state.applications[id] else {
            throw AuthorityError.refused("there is no case \(id)")
        }
        guard let person = state.activePerson(verifierKey: actorKey) else {
            throw AuthorityError.refused("the key \(actorKey) belongs to nobody who works here now")
        }
        guard person.holds([.issuer]) else {
            throw RuleViolation(
                .role, "\(person.name) may not issue badges: it takes the role issuer",
                remedy: state.whoCould([.issuer], except: [person.id]))
        }
        try state.checkIssuable(application, by: person, at: time)
        self.application = application
    }
}
