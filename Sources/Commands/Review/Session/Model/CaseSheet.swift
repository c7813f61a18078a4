import Encoding
import Registry

/// What the session knows of the case on its screen: values to show, nothing that can be changed. Texts are as somebody
/// wrote them; the frame makes them safe.
struct CaseSheet: Hashable {
    let id: ApplicationID
    let revision: UInt64
    let name: String
    let country: String
    let state: String
    /// What is decided on, in one line: names, number, accounts, revision.
    var subject = ""
    /// How the case stands and what is claimed, what is most urgent first.
    var summary: [CaseLine] = []
    /// What screening found.
    var hits: [CaseLine] = []
    /// Numbers of the hits that nobody cleared yet.
    var openHits: [Int64] = []
    var checks: [CheckRow] = []
    var documents: [DocumentRow] = []
    /// What changed since the reviewer last saw or changed the case.
    var changes: [CaseLine] = []
    var history: [CaseLine] = []
    /// Other businesses that have the same account or key: an approval names them.
    var conflicts: [String] = []
    /// Who has approved the revision that is shown.
    var approvals: [String] = []
    /// Whether the reviewer sees the case for the first time.
    var isNew = false
    /// Why the reviewer cannot approve now, what the case itself lacks excepted.
    var obstacle: String?
    var claim = Claim.none
    var isOnHold = false
    /// Whether the case waits for the decision on an appeal.
    var isAppealed = false
    /// What a decision on it says beyond the case and the verdict: content, policy, term.
    var terms: [CaseLine] = []
    /// Where it stands in the queue, from 1; 0 where it is not of it.
    var position = 0
    var count = 0

    /// Who works on it.
    enum Claim: Hashable {
        case none
        /// The last day of it.
        case mine(until: String)
        case other(String, until: String)

        var isMine: Bool {
            switch self {
            case .mine: true
            case .none, .other: false
            }
        }
    }

    /// A check of the case.
    struct CheckRow: Hashable {
        let name: String
        /// How it stands: `missing`, or the newest record.
        let standing: String
        /// Whether the case lacks it.
        let isOpen: Bool
        /// The rule of the policy that lets it be skipped.
        let waiver: String?
    }

    /// A document of the case.
    struct DocumentRow: Hashable {
        let hash: String
        let kind: String
        let size: Int64
        let name: String
    }
}
