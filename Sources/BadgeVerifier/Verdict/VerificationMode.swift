/// What a verdict about a badge may rest on.
public enum VerificationMode: Hashable, Sendable {
    /// The signatures: of the issuing CA on the badge, of the log and its witnesses on the checkpoint in its file, of
    /// the status key on its staple. The right choice wherever badges are looked at one by one.
    case signatures
    /// The log of the client pack: the badge is in its tree, and the pack's status covers it. About ten times faster,
    /// for those who hold many badges.
    ///
    /// The trade: whoever holds the log key can then make a badge without the issuing CA, and the issuing CA's signature,
    /// the staple and the checkpoint in the badge file are not looked at. A badge that the pack's tiles do not answer
    /// for is verified by its signatures.
    case packInclusion
}
