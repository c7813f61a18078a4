package import Encoding

/// Something that moved a case's revision, kept so that a reviewer can be told what changed since they looked.
package struct CaseChange: Hashable, Sendable {
    /// What it was.
    package enum What: Hashable, Sendable {
        /// The form or the certification request; what they were before, where the case's key is at hand.
        case content(before: CaseContent?)
        case document(hash: String)
        case checks([String])
        case answer
        /// A screening with so many hits.
        case screening(Int)
        /// Hits were cleared, by number.
        case clearance([Int64])
    }

    /// The transaction, which is the revision that it made.
    package let sequence: UInt64
    package let at: Timestamp
    package let by: PersonID
    package let what: What
}

/// A remark that somebody of the authority left on a case; it changes nothing that is decided on.
package struct CaseNote: Hashable, Sendable {
    package let text: Sealed<String>
    package let by: PersonID
    package let at: Timestamp
}

extension Application {
    /// What the case was about at an earlier revision; nil where the case's key is gone.
    package func content(at revision: UInt64) -> CaseContent? {
        for change in changes where change.sequence > revision {
            if case .content(let before) = change.what { return before }
        }
        return content.value
    }

    /// Whether form or certification request changed after a revision.
    func contentChanged(since revision: UInt64) -> Bool {
        changes.contains { change in
            guard case .content = change.what else { return false }
            return change.sequence > revision
        }
    }
}

extension RegistryState {
    /// What changed in a case after a revision, a line each: the form field by field, then documents, checks and answers.
    ///
    /// - Parameter person: whose own documents and checks are left out; they know them.
    package func differences(
        of application: Application, since revision: UInt64, for person: PersonID? = nil
    ) -> [String] {
        var lines: [String] = []
        if let before = application.content(at: revision), let now = application.content.value {
            lines += now.form.differences(from: before.form)
            if before.certificationRequest != now.certificationRequest {
                lines.append("key: \(keyChange(before.certificationRequest, now.certificationRequest))")
            }
        }
        for change in application.changes where change.sequence > revision && change.by != person {
            lines += describe(change, of: application)
        }
        return lines
    }

    private func keyChange(_ before: [UInt8]?, _ now: [UInt8]?) -> String {
        switch (before, now) {
        case (nil, _): "a certification request came in"
        case (_, nil): "the certification request was taken back"
        default: "another certification request came in"
        }
    }

    private func describe(_ change: CaseChange, of application: Application) -> [String] {
        let by = "by \(people[change.by]?.name ?? change.by.description) on \(change.at)"
        switch change.what {
        case .content: return []
        case .document(let hash):
            let document = application.documents.first { $0.hash == hash }
            let name = document?.name.value.map { " \"\($0)\"" } ?? ""
            return ["document: \(document?.kind ?? "")\(name) (\(hash.prefix(12))), attached \(by)"]
        case .checks(let names):
            return CheckResult.allCases.compactMap { result in
                let changed = names.filter { application.check($0)?.record.result == result }
                guard !changed.isEmpty else { return nil }
                return "checks, now \(result.rawValue): \(changed.joined(separator: ", ")), recorded \(by)"
            }
        case .answer: return ["answer: the applicant's, taken in \(by)"]
        case .screening(let count): return ["screening: \(count) hit\(count == 1 ? "" : "s"), run \(by)"]
        case .clearance(let hits):
            return ["hits cleared: \(hits.map { "hit:\($0)" }.joined(separator: ", ")), \(by)"]
        }
    }
}
