import BadgeVerifier
import Transparency

/// Signers beside the authority's own.
enum Others {
    /// A witness: it cosigns checkpoints with the time at which it saw them.
    static func witness(_ number: Int) throws -> NoteSigner {
        try NoteSigner(
            name: "witness-\(number).example.net", kind: .cosignature,
            key: KitKeys.derived("witness \(number)"))
    }

    /// Somebody whom no trust file lists.
    static func stranger(_ name: String = "stranger.example.net") throws -> NoteSigner {
        try NoteSigner(name: name, key: KitKeys.derived("stranger"))
    }

    /// The authority's next status key.
    static func nextStatus() throws -> NoteSigner {
        try NoteSigner(name: "badges.example.org/status-2", key: KitKeys.derived("next status"))
    }

    /// The authority's next log.
    static func nextLog() throws -> NoteSigner {
        try NoteSigner(name: "badges.example.org/log-2", key: KitKeys.derived("next log"))
    }
}

extension CaseDraft {
    /// A log with witnesses whose quorum the pack asks for, and those of them that cosigned the badge's checkpoint.
    mutating func witnesses(
        _ count: Int, quorum: String, groups: [String] = [], signed: [Int]
    ) throws {
        let all = try (1...count).map { try Others.witness($0) }
        pack.logs = [
            try PackRecipe.log(1, pack.authority.logSigner, witnesses: all, quorum: quorum, groups: groups)
        ]
        let cosigners = signed.map { all[$0 - 1] }
        badge.checkpointSigners = [pack.authority.logSigner] + cosigners
        pack.checkpointSigners = [pack.authority.logSigner] + all
    }

    /// A second log beside the first, and status keys for both.
    mutating func secondLog(final: TrustFile.Final? = nil) throws {
        let next = try Others.nextLog()
        pack.logs = [
            try PackRecipe.log(1, pack.authority.logSigner, final: final),
            try PackRecipe.log(2, next),
        ]
        pack.statusKeys = [.init(key: pack.authority.statusSigner.verifierKey, logs: [1, 2])]
    }
}
