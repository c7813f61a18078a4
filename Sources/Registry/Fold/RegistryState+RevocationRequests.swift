import Encoding

// A business asks that its own badge be revoked (PROGRAMME section 4): taken in together with the revocation itself.
extension RegistryState {
    mutating func applyRevocationRequest(
        _ id: ApplicationID, _ request: RevocationRequest, _ context: TransactionContext
    ) throws(RuleViolation) {
        let person = try actor(context, Self.roles(for: .revoked), to: "take in requests for revocation")
        let serial = request.serial
        guard let badge = badges[serial] else {
            throw RuleViolation(.status, "there is no badge \(serial)")
        }
        guard badge.logging.application == id, let application = applications[id] else {
            throw RuleViolation(
                .status, "badge \(serial) is of \(badge.logging.application), not of \(id)")
        }
        try checkRevocable(badge)
        guard StatusReason.ofBusiness.contains(where: { $0.code == request.reason }) else {
            throw RuleViolation(
                .status, "reason \(request.reason) is not one that a business gives for its own badge")
        }
        guard sameBytes(request.document.kind, RevocationRequest.documentKind),
            !application.documents.contains(where: { $0.hash == request.document.hash })
        else {
            throw RuleViolation(
                .evidence, "the request's file is not kept as a new \(RevocationRequest.documentKind)")
        }
        try takeIn(signed: request.signed, onBehalf: false, for: id)
        // The case has ended: its content, and with it its revision, stays as it was.
        applications[id]?.documents.append(request.document)
        badges[serial]?.requests.append(
            RevocationRequestState(
                request: request, by: person.id, at: context.time, sequence: context.sequence))
    }

    /// Refuses a badge that ended for good; the same sentence for the command, before anybody looks at a signature.
    package func checkRevocable(_ badge: Badge) throws(RuleViolation) {
        guard badge.state.isFinal else { return }
        throw RuleViolation(
            .status,
            "badge \(badge.logging.serial) is \(badge.state.name) since \(badge.stateSince), which is final",
            remedy: "The business may apply for a new badge.")
    }
}
