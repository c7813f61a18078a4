import Encoding

extension RegistryState {
    mutating func applyHold(
        _ id: ApplicationID, _ reason: Sealed<String>, until: Timestamp?, _ context: TransactionContext
    ) throws(RuleViolation) {
        let person = try actor(context, [.reviewer], to: "hold cases")
        var application = try open(id)
        try refuseRepresentative(of: application, person, to: "hold it")
        guard application.hold(at: context.time) == nil else {
            throw RuleViolation(
                .state, "\(id) is on hold already", remedy: "End that with: greenbadge resume \(id).")
        }
        if let until, until <= context.time {
            throw RuleViolation(.state, "a hold until \(until) would have ended already")
        }
        application.holds.append(Hold(reason: reason, until: until, by: person.id, at: context.time))
        application.lastChange = context.time
        if application.claim?.by == person.id { application.claim = nil }
        applications[id] = application
    }

    mutating func applyResumption(_ id: ApplicationID, _ context: TransactionContext) throws(RuleViolation) {
        let person = try actor(context, [.reviewer], to: "resume cases")
        var application = try open(id)
        try refuseRepresentative(of: application, person, to: "resume it")
        guard application.hold(at: context.time) != nil else {
            throw RuleViolation(.state, "\(id) is not on hold")
        }
        application.holds[application.holds.count - 1].resumedAt = context.time
        application.lastChange = context.time
        applications[id] = application
    }

    /// Nothing is decided for a business while its case rests; a rejection is possible.
    func refuseHold(of application: Application, at time: Timestamp) throws(RuleViolation) {
        guard let hold = application.hold(at: time) else { return }
        let end = hold.until.map { " until \($0)" } ?? ""
        throw RuleViolation(
            .state, "\(application.id) is on hold\(end)",
            remedy: "A reviewer ends that with: greenbadge resume \(application.id).")
    }
}
