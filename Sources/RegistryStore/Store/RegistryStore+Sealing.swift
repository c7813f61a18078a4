import CryptoCore
package import Encoding
package import Registry
import Files
import Journal
import Transparency

// Events that carry what is sealed: made here, because only this room holds the cases' keys.
extension RegistryStore {
    /// A new case: its id, its data key (durable before the event) and the event that files it.
    ///
    /// When the event is not appended after all, call `discardCase`.
    /// - Parameters:
    ///   - signed: the whole file that the business signed.
    ///   - rehearsal: keep the data key in memory only, for `rehearse`.
    package func newCase(
        _ form: ApplicationContent, certificationRequest: [UInt8]?, channel: FilingChannel,
        signed: [UInt8]? = nil, rehearsal: Bool = false
    )
        throws(StoreError) -> (id: ApplicationID, event: Event)
    {
        try StoreError.placing {
            let id = try freshID()
            try vault.makeKey(for: id, inMemory: rehearsal)
            let content = CaseContent(
                form: form, certificationRequest: certificationRequest, salt: random.bytes(16))
            let (sealed, hash) = try seal(content, case: id)
            return (
                id,
                .applicationFiled(
                    Filing(
                        id: id, channel: channel, content: sealed, contentHash: hash,
                        signed: signed.map { SHA256.hash($0).hex }))
            )
        }
    }

    private func freshID() throws -> ApplicationID {
        for _ in 0..<64 {
            let id = ApplicationID(random: random.bytes(8))
            if state.applications[id] == nil { return id }
        }
        throw StoreError.environment("64 random case ids in a row are taken: the random source is broken")
    }

    /// Removes the data key of a case whose filing was not appended.
    ///
    /// Where nobody can say whether it was, the key stays: without it a filing that is found later could not be read.
    package func discardCase(_ id: ApplicationID) {
        if !journal.isEndUncertain { vault.discardKey(for: id) }
    }

    /// Cases whose data key is there and does not open.
    package var damagedCaseKeys: Set<ApplicationID> { vault.damaged }

    /// Why a case cannot be read, where its content has no value: "the data key of … was destroyed".
    package func keyLoss(of id: ApplicationID) -> String { vault.loss(of: id) }

    /// The event that replaces a case's content; `onBehalf` where no file signed by the business asks for it.
    package func contentChange(
        of id: ApplicationID, to form: ApplicationContent, certificationRequest: [UInt8]?,
        onBehalf: Bool = true
    )
        throws(StoreError) -> Event
    {
        try StoreError.placing {
            let content = CaseContent(
                form: form, certificationRequest: certificationRequest, salt: random.bytes(16))
            let (sealed, hash) = try seal(content, case: id)
            return .contentChanged(id, content: sealed, hash: hash, onBehalf: onBehalf)
        }
    }

    private func seal(_ content: CaseContent, case id: ApplicationID) throws -> (Sealed<CaseContent>, String)
    {
        let bytes = content.json.canonicalBytes
        let sealed = try vault.seal(content, bytes: bytes, case: id, field: "content")
        return (sealed, SHA256.hash(bytes).hex)
    }

    /// A question to the applicant.
    package func question(_ text: String, to id: ApplicationID) throws(StoreError) -> Event {
        try StoreError.placing {
            .asked(id, question: try vault.seal(text, bytes: Array(text.utf8), case: id, field: "question"))
        }
    }

    /// A remark on a case.
    package func note(_ text: String, on id: ApplicationID) throws(StoreError) -> Event {
        try StoreError.placing {
            .noted(id, note: try vault.seal(text, bytes: Array(text.utf8), case: id, field: "note"))
        }
    }

    /// A rest for a case, with its reason.
    package func hold(
        _ id: ApplicationID, reason: String, until: Timestamp?
    ) throws(StoreError) -> Event {
        .held(id, reason: try sealed(reason, "reason", id), until: until)
    }

    /// The business's appeal; `signed` is the whole file that the business signed.
    package func appeal(
        _ text: String, of id: ApplicationID, onBehalf: Bool, signed: [UInt8]? = nil
    ) throws(StoreError) -> Event {
        .appealed(
            id, statement: try sealed(text, "statement", id), onBehalf: onBehalf,
            signed: signed.map { SHA256.hash($0).hex })
    }

    /// What the business reads beside a decision.
    package func explanation(_ text: String, of id: ApplicationID) throws(StoreError) -> Event {
        .explained(id, text: try sealed(text, "text", id))
    }

    /// A fee's record.
    package func fee(
        _ kind: Fee.Kind, until: Timestamp, note: String, case id: ApplicationID
    ) throws(StoreError) -> Event {
        .feeRecorded(id, Fee(kind: kind, until: until, note: try sealed(note, "note", id)))
    }

    /// A decision alone, with its reason.
    package func brokenGlass(
        _ decision: DecisionNote, reason: String, case id: ApplicationID
    ) throws(StoreError) -> Event {
        .brokeGlass(
            decision.decision, note: decision.note.bytes, reason: try sealed(reason, "reason", id))
    }

    private func sealed(
        _ text: String, _ field: String, _ id: ApplicationID
    ) throws(StoreError) -> Sealed<String> {
        try StoreError.placing {
            try vault.seal(text, bytes: Array(text.utf8), case: id, field: field)
        }
    }

    /// The applicant's answer; `signed` is the whole file that the business signed.
    package func answer(
        _ text: String, to id: ApplicationID, onBehalf: Bool, signed: [UInt8]? = nil
    ) throws(StoreError) -> Event {
        try StoreError.placing {
            .answered(
                id, answer: try vault.seal(text, bytes: Array(text.utf8), case: id, field: "answer"),
                onBehalf: onBehalf, signed: signed.map { SHA256.hash($0).hex })
        }
    }

    /// A check's record with its remarks sealed.
    package func checkRecord(
        _ check: String, _ result: CheckResult, strength: CheckStrength, collected: Timestamp,
        waiver: String?,
        evidence: [String], remarks: CheckRemarks, case id: ApplicationID
    ) throws(StoreError) -> CheckRecord {
        try StoreError.placing {
            CheckRecord(
                check: check, result: result, strength: strength, collected: collected, waiver: waiver,
                evidence: evidence,
                remarks: try vault.seal(
                    remarks, bytes: EventCodec.remarksJSON(remarks).canonicalBytes, case: id, field: "remarks"
                ))
        }
    }

    /// Seals a document into `evidence/`, durable before the event; its name there is the hash of the sealed bytes.
    ///
    /// When the event is not appended after all, call `discardDocument`.
    /// - Parameter rehearsal: write nothing, for `rehearse`.
    package func newDocument(
        _ bytes: [UInt8], kind: String, name: String, case id: ApplicationID, rehearsal: Bool = false
    )
        throws(StoreError) -> (document: Document, event: Event)
    {
        try StoreError.placing {
            let sealed = try vault.sealBytes(bytes, case: id, field: "document")
            let hash = SHA256.hash(sealed).hex
            if !rehearsal {
                try DurableFile.create(
                    FilePath.join(RegistryPlace(directory).evidence, hash), sealed, permissions: 0o600,
                    in: fileSystem)
            }
            let document = Document(
                hash: hash, size: Int64(bytes.count), kind: kind,
                type: DocumentType(of: bytes),
                name: try vault.seal(name, bytes: Array(name.utf8), case: id, field: "name"))
            return (document, .documentAttached(id, document))
        }
    }

    /// Removes a sealed document whose event was not appended.
    package func discardDocument(_ document: Document) {
        if journal.isEndUncertain { return }
        try? fileSystem.remove(FilePath.join(RegistryPlace(directory).evidence, document.hash))
    }

    /// A document's bytes, opened; the hash of the sealed file is checked.
    ///
    /// - Throws: `.damaged` where the file is missing, changed or no longer opens.
    package func documentBytes(_ document: Document, case id: ApplicationID) throws(StoreError) -> [UInt8] {
        try StoreError.placing {
            let path = FilePath.join(RegistryPlace(directory).evidence, document.hash)
            guard try fileSystem.exists(path) else {
                throw StoreError.damaged("evidence/\(document.hash) is missing")
            }
            let sealed = try fileSystem.read(path, limit: Int(Policy.standard[.maximumDocumentBytes]) + 64)
            guard SHA256.hash(sealed).hex == document.hash else {
                throw StoreError.damaged("evidence/\(document.hash) is not what was attached")
            }
            guard let bytes = try vault.openBytes(sealed, case: id, field: "document") else {
                throw StoreError.damaged(vault.loss(of: id))
            }
            return bytes
        }
    }

    /// What somebody wrote on a case and has not signed, sealed under the case's data key: it stays beside the journal
    /// and dies with the key.
    package func sealedDraft(_ bytes: [UInt8], case id: ApplicationID) throws(StoreError) -> [UInt8] {
        try StoreError.placing { try vault.sealBytes(bytes, case: id, field: "draft") }
    }

    /// Opens what `sealedDraft` made; nil where the case's key was destroyed.
    ///
    /// - Throws: `.damaged` where the bytes do not fit the key.
    package func draft(_ sealed: [UInt8], case id: ApplicationID) throws(StoreError) -> [UInt8]? {
        try StoreError.placing { try vault.openBytes(sealed, case: id, field: "draft") }
    }
}
