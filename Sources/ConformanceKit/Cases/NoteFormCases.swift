import BadgeVerifier
import CryptoCore
import Encoding
import Transparency

/// Step 1: the signed notes in a badge file. Every signature line is by a listed key, once, in the trust file's order,
/// and verifies; that is stricter than C2SP, so that no byte of the file can change unnoticed.
enum NoteFormCases {
    static func add(to list: inout CaseList) throws {
        list.group = "form"
        try addCheckpointLines(to: &list)
        try addCheckpointText(to: &list)
        try addStapleLines(to: &list)
        try addStapleText(to: &list)
    }

    private static func addCheckpointLines(to list: inout CaseList) throws {
        func add(_ name: String, _ why: String, _ change: (inout CaseDraft) throws -> Void) throws {
            try list.add("form-checkpoint-\(name)", .malformed, why, change)
        }
        let stranger = try Others.stranger()
        let namesake = try Others.stranger(list.authority.origin)
        try add("unknown-line", "A signature line by a key that the trust file does not list.") {
            $0.badge.checkpointSigners.append(stranger)
        }
        try add("unknown-line-first", "The same before the log's own line.") {
            $0.badge.checkpointSigners.insert(stranger, at: 0)
        }
        try add("namesake", "A second line under the log's name, by another key.") {
            $0.badge.checkpointSigners.append(namesake)
        }
        try add("only-namesake", "The only line has the log's name and is by another key.") {
            $0.badge.checkpointSigners = [namesake]
        }
        try add("line-twice", "The log's line twice.") { $0.badge.checkpointSigners *= 2 }
        try add("line-order", "The witness before the log.") {
            try $0.witnesses(1, quorum: "w1", signed: [1])
            $0.badge.checkpointSigners.reverse()
        }
        try add("witness-order", "Two witnesses in the other order than in the trust file.") {
            try $0.witnesses(2, quorum: "w1", signed: [2, 1])
        }
        try add("witness-twice", "A witness's line twice.") {
            try $0.witnesses(1, quorum: "w1", signed: [1, 1])
        }
        try add("bad-signature", "The log's signature is of another text.") {
            $0.badge.editCheckpoint = signatureOfAnotherText($0.badge.checkpointSigners)
        }
        try add("bad-witness-signature", "The quorum is there, and one more witness's signature is bad.") {
            try $0.witnesses(2, quorum: "w1", signed: [1, 2])
            let other = signatureOfAnotherText($0.badge.checkpointSigners)
            $0.badge.editCheckpoint = { note in
                SignedNote(
                    text: note.text,
                    signatures: Array(note.signatures.dropLast()) + [other(note).signatures[2]])
            }
        }
        try add("unsigned", "No signature line at all.") {
            $0.badge.editFile = cut(behind: "\n\u{2014} ")
        }
    }

    /// The same note with signatures that verify, but for another text.
    private static func signatureOfAnotherText(_ signers: [NoteSigner]) -> (SignedNote) -> SignedNote {
        { note in
            let other = try? SignedNote.sign("another text\n", by: signers, at: KitAuthority.now.hours(-2))
            return SignedNote(text: note.text, signatures: other?.signatures ?? [])
        }
    }

    /// Removes the last place of a text and all behind it, and keeps the line end before.
    private static func cut(behind mark: String) -> ([UInt8]) throws -> [UInt8] {
        { file in
            let mark = Array(mark.utf8)
            guard let place = file.indices.last(where: { file[$0...].starts(with: mark) }) else {
                throw KitError("an edit of the kit found no signature line")
            }
            return Array(file[...place])
        }
    }

    private static func addCheckpointText(to list: inout CaseList) throws {
        let good = KitAuthority.goodSize
        for (name, why, change) in [
            ("fourth-line", "A fourth line, which the format of C2SP would allow.", { $0 + "extension\n" }),
            ("leading-zero", "A size with a leading zero.", { replace($0, "\n\(good)\n", "\n0\(good)\n") }),
            ("negative-size", "A negative size.", { replace($0, "\n\(good)\n", "\n-\(good)\n") }),
            ("root-padding", "A root without its base64 padding.", { replace($0, "=\n", "\n") }),
            ("short-root", "A root of three bytes.", { _ in "badges.example.org/log\n\(good)\nAAAA\n" }),
            ("no-origin", "An empty origin.", { replace($0, "badges.example.org/log\n", "\n") }),
        ] as [(String, String, (String) -> String)] {
            try list.add("form-checkpoint-\(name)", .malformed, why) {
                $0.badge.editCheckpointText = change
            }
        }
    }

    private static func replace(_ text: String, _ old: String, _ new: String) -> String {
        (try? ByteEdits.text(old, new)(text)) ?? ""
    }

    private static func addStapleLines(to list: inout CaseList) throws {
        func add(
            _ name: String, _ why: String, _ change: (inout StapleRecipe, CaseDraft) throws -> Void
        ) throws {
            try list.add("form-staple-\(name)", .malformed, why) {
                guard var staple = $0.badge.staple else { return }
                try change(&staple, $0)
                $0.badge.staple = staple
            }
        }
        let stranger = try Others.stranger()
        try add("by-a-stranger", "Signed by a key that the trust file does not list.") { staple, _ in
            staple.signers = [stranger]
        }
        try add("by-the-log", "Signed by the log's key: a key serves one role.") { staple, draft in
            staple.signers = [draft.pack.authority.logSigner]
        }
        try add("and-a-stranger", "Signed by the status key, and by one that is not listed.") { staple, _ in
            staple.signers.append(stranger)
        }
        try add("line-twice", "The status key's line twice.") { staple, _ in staple.signers *= 2 }
        try add("bad-signature", "The signature is of another text.") { staple, _ in
            staple.editNote = signatureOfAnotherText(staple.signers)
        }
        try add("of-another-badge", "A good staple of the next badge.") { staple, _ in staple.index += 1 }
        try add("of-another-log", "A staple of a log that the proof is not of.") { staple, _ in
            staple.origin = "badges.example.org/log-2"
        }
        try list.add(
            "form-staple-by-a-retired-key", .malformed,
            "The status key was retired before it signed the staple."
        ) {
            $0.pack.statusKeys = [
                .init(key: $0.pack.authority.statusSigner.verifierKey, logs: [1], retired: $0.time.hours(-3))
            ]
            $0.issueSnapshot($0.time.hours(-4))
        }
    }

    private static func addStapleText(to list: inout CaseList) throws {
        for (name, why, old, new) in [
            ("revoked", "A staple that says revoked: nobody would carry one.", "\ngood\n", "\nrevoked\n"),
            ("capital", "A state in capitals.", "\ngood\n", "\nGood\n"),
            ("extra-line", "A line more than the format has.", "\ngood\n", "\ngood\nmore\n"),
            ("missing-line", "A line less than the format has.", "\ngood\n", "\n"),
            ("version", "A later version.", "staple@v1\n", "staple@v2\n"),
            ("leading-zero", "A sequence with a leading zero.", "\n9\n", "\n09\n"),
            ("sequence", "A sequence of 2^63, above the format's limit.", "\n9\n", "\n9223372036854775808\n"),
            ("time-zone", "A time with an offset instead of Z.", "T12:20:00Z\n", "T12:20:00+00:00\n"),
            ("time-space", "A time with a space instead of T.", "2026-11-22T", "2026-11-22 "),
            (
                "next-before-issued", "The next update is due before this one was issued.", "2026-11-29T",
                "2026-11-21T"
            ),
        ] {
            try list.add("form-staple-\(name)", .malformed, why) {
                $0.badge.staple?.editText = ByteEdits.text(old, new)
            }
        }
    }
}

extension Array {
    /// The elements again and again.
    fileprivate static func *= (list: inout [Element], count: Int) {
        list = Array([[Element]](repeating: list, count: count).joined())
    }
}
