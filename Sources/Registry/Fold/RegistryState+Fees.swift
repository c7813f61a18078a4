package import Encoding

// Fees (PROGRAMME section 4): unpaid means no badge and no renewal, never a revocation.
extension RegistryState {
    /// Roles that record fees.
    package static let feeRoles: Set<Role> = [.clerk, .issuer, .admin]

    mutating func applyFee(
        _ id: ApplicationID, _ fee: Fee, _ context: TransactionContext
    ) throws(RuleViolation) {
        let person = try actor(
            context, fee.kind == .waived ? [.admin] : Self.feeRoles,
            to: fee.kind == .waived ? "waive fees" : "record fees")
        guard let application = applications[id] else {
            throw RuleViolation(.state, "there is no case \(id)")
        }
        let state = state(of: application, at: context.time)
        guard !state.isFinal || state == .issued else {
            throw RuleViolation(.state, "\(id) is \(state.rawValue) and takes no fee any more")
        }
        try refuseRepresentative(of: application, person, to: "record its fee")
        guard fee.until > context.time else {
            throw RuleViolation(.fee, "a fee until \(fee.until) would have ended already")
        }
        applications[id]?.fee = FeeState(fee: fee, by: person.id, at: context.time)
    }

    /// Whether businesses of this size pay.
    package func isPaying(_ form: ApplicationContent) -> Bool {
        policy.payingSizeClasses.contains { sameBytes($0, form.sizeClass) }
    }

    /// The last second that the business's fee covers: the newest record of any of its cases; nil where it pays nothing
    /// or has not paid.
    package func paidUntil(_ application: Application, at time: Timestamp) -> Timestamp? {
        guard let form = application.form, isPaying(form) else { return nil }
        return ([application] + cases(of: form, except: application.id)).compactMap(\.fee)
            .max { $0.at < $1.at }?.fee.until
    }

    /// Whether the case waits for its fee at `time`.
    package func mustPay(_ application: Application, at time: Timestamp) -> Bool {
        guard let form = application.form, isPaying(form) else { return false }
        return paidUntil(application, at: time).map { $0 < time } ?? true
    }

    func refuseUnpaid(_ application: Application, at time: Timestamp) throws(RuleViolation) {
        guard mustPay(application, at: time) else { return }
        let ended = paidUntil(application, at: time).map { ", paid until \($0)" } ?? ""
        throw RuleViolation(
            .fee, "\(application.id) waits for its fee\(ended)",
            remedy: "Record it with: greenbadge fee \(application.id) paid; an admin may waive it.")
    }
}
