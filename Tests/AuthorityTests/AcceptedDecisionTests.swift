import Authority
import Encoding
import Registry
import RegistryStore
import TestSupport
import Testing
import Transparency

/// Decisions that were signed away from the registry.
@Suite struct AcceptedDecisionTests {
    let authority: VirtualAuthority
    let id: ApplicationID

    init() throws {
        authority = try VirtualAuthority()
        id = try authority.file(.sample())
        try authority.recordChecks(id)
    }

    @Test func severalSignaturesMakeTheQuorumAtOnce() throws {
        try authority.append(
            [try authority.accepted(.approve, on: id, by: ["reviewer-2", "reviewer-3"])], by: "clerk")
        let application = try authority.store.application(id.description)
        #expect(application.approvals.count == 2)
        #expect(authority.store.state.hasQuorum(application, at: authority.now))
        // The journal says the same when it is read again.
        let again = try authority.reader()
        #expect(again.state.hasQuorum(try again.application(id.description), at: authority.now))
    }

    @Test func whoRecordedTheChecksDoesNotCompleteIt() throws {
        let event = try authority.accepted(.approve, on: id, by: ["reviewer-2", "reviewer-1"])
        refusal(3) { try authority.append([event], by: "clerk") }
    }

    @Test func aDecisionIsTakenInOnce() throws {
        let event = try authority.accepted(.approve, on: id, by: ["reviewer-2"])
        try authority.append([event], by: "clerk")
        refusal(3) { try authority.append([event], by: "reviewer-3") }
        let twice = try authority.accepted(.approve, on: id, by: ["reviewer-3", "reviewer-3"])
        refusal(3) { try authority.append([twice], by: "clerk") }
    }

    /// An approval that an appeal voided must not come back in a file from before.
    @Test func aVoidedApprovalDoesNotComeBack() throws {
        let event = try authority.accepted(.approve, on: id, by: ["reviewer-2"])
        try authority.append([event], by: "clerk")
        try authority.append(
            [try authority.decision(.reject(reason: "lookalike"), on: id, by: "reviewer-1")], by: "reviewer-1"
        )
        try authority.append(
            [try authority.store.appeal("ours", of: id, onBehalf: false, signed: [1])], by: "clerk")
        try authority.append([try authority.decision(.reverse, on: id, by: "reviewer-3")], by: "reviewer-3")
        refusal(3) { try authority.append([event], by: "clerk") }
    }

    @Test func namesThatDidNotSignAreFoundOut() throws {
        let event = try authority.accepted(.approve, on: id, by: ["reviewer-2"])
        guard case .accepted(let decision, let note, _) = event else { return }
        let other = try NoteSigner.person("reviewer-3").verifierKey.text
        let own = try NoteSigner.person("reviewer-2").verifierKey.text
        for signers in [[other], [own, other], [other, own], []] {
            refusal(4) {
                try authority.append([.accepted(decision, note: note, signers: signers)], by: "clerk")
            }
        }
    }

    @Test func staleDecisionsAndWrongRolesAreRefused() throws {
        let early = try authority.accepted(.approve, on: id, by: ["reviewer-2"])
        let clerk = try authority.accepted(.approve, on: id, by: ["clerk"])
        refusal(3) { try authority.append([clerk], by: "clerk") }
        let appeal = try authority.accepted(.breakGlass, on: id, by: ["admin-1"])
        refusal(3) { try authority.append([appeal], by: "clerk") }
        refusal(3) { try authority.append([early], by: "auditor") }
        try authority.append(
            [.checksRecorded(id, [try authority.check("contact", on: id)])], by: "reviewer-1")
        refusal(3) { try authority.append([early], by: "clerk") }
    }
}
