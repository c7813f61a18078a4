/// Whom the client is dealing with. A badge file is public and anyone can copy it: only the account shows whose it is.
public enum AccountClaim: Hashable, Sendable {
    /// The account the client sees, in canonical form: `tel:+12025550100`, `https://host`, `acct:user@host`.
    case account(String)
    /// The account is not compared; the verdict lists it as not established.
    case notChecked
}
