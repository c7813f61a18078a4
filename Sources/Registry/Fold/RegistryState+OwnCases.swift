import Encoding

// Who has a part in a case, and may therefore not examine or decide it.
extension RegistryState {
    /// Nobody decides a case that they filed or represent (DESIGN D10).
    ///
    /// - Parameter excluded: people whom other rules bar from it, so that they are not named as a way out.
    func refuseOwnCase(
        _ application: Application, _ person: Person, to action: String, role: Role = .reviewer,
        except excluded: Set<PersonID> = []
    ) throws(RuleViolation) {
        guard isOwn(application, person) else { return }
        let verb = application.filedBy == person.id ? "filed" : "represents"
        throw RuleViolation(
            .ownCase, "\(person.name) \(verb) \(application.id) and may not \(action) it",
            remedy: whoCould([role], except: ownPeople(of: application).union(excluded)))
    }

    /// Who acts for the business has no part in examining it.
    func refuseRepresentative(
        of application: Application, _ person: Person, to action: String
    ) throws(RuleViolation) {
        let representatives = namedRepresentatives(of: application)
        guard representatives.contains(person.id) else { return }
        throw RuleViolation(
            .ownCase, "\(person.name) acts for the business of \(application.id) and may not \(action)",
            remedy: whoCould([.reviewer], except: representatives))
    }

    /// Whether the person filed the case or speaks for the business.
    package func isOwn(_ application: Application, _ person: Person) -> Bool {
        ownPeople(of: application).contains(person.id)
    }

    /// Everybody who filed the case or speaks for the business.
    package func ownPeople(of application: Application) -> Set<PersonID> {
        application.representatives.union(namedRepresentatives(of: application))
    }

    /// People whose keys the form names as the business's, or named at an earlier revision: leaving a name out does not
    /// undo that they acted for it.
    package func namedRepresentatives(of application: Application) -> Set<PersonID> {
        let earlier = application.changes.compactMap { change -> [String]? in
            guard case .content(let before) = change.what else { return nil }
            return before?.form.representatives
        }
        let keys = earlier.joined() + (application.form?.representatives ?? [])
        return Set(keys.compactMap { owners[ByteString($0)] })
    }
}
