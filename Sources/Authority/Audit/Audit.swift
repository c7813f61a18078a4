package import CryptoCore
package import Files
import Registry
import RegistryStore
package import Encoding

/// Verifies a whole registry from transaction 0: no key is needed, nothing is believed and nothing is changed.
///
/// Findings of independent kinds do not hide each other: where the journal breaks off, what stands before the break and
/// the files are still looked at.
package enum Audit {
    /// - Parameters:
    ///   - against: an old checkpoint, and how to call it, that the log must continue.
    ///   - clock: the time now, against which transactions are held; nil for no time.
    /// - Throws: what keeps the registry from being looked at at all: no such directory, the disk.
    package static func run(
        _ directory: String, against: (name: String, note: [UInt8])? = nil, clock: Timestamp? = nil,
        fileSystem: any FileSystem, random: RandomSource
    ) throws(AuthorityError) -> AuditReport {
        let report = AuditReport()
        try AuthorityError.placing {
            let examination = try RegistryStore.examine(
                directory, access: .examine, fileSystem: fileSystem, random: random)
            for finding in examination.findings { report.find(finding.place, finding.what) }
            for notice in examination.notices { report.notice(notice) }
            report.isWhole = examination.isWhole
            guard let store = examination.store else { return }
            let scene = AuditScene(store: store, isWhole: examination.isWhole)
            describe(store, report)
            if let clock { checkTimes(store, clock, report) }
            AuditPeople.check(scene, report)
            AuditCases.check(scene, report)
            AuditScreening.check(scene, report)
            AuditLogs.check(scene, against: against, report)
            AuditBadges.check(scene, report)
            AuditPublications.check(scene, report)
            AuditPublicFiles.check(scene, report)
            AuditKeys.check(scene, report)
            AuditPermissions.check(scene, report)
        }
        return report
    }

    /// A test authority may live in a time of its own.
    private static func checkTimes(_ store: RegistryStore, _ clock: Timestamp, _ report: AuditReport) {
        report.check("journal") {
            let latest = clock.adding(seconds: RegistryStore.clockTolerance)
            guard let early = try store.firstTransaction(after: latest) else { return }
            let place = "transaction \(early.sequence)"
            let what =
                "it is dated \(early.time), after now (\(clock)): the clock was wrong when it was written, or is now"
            if report.isTest { report.notice("\(place): \(what)") } else { report.find(place, what) }
        }
    }

    private static func describe(_ store: RegistryStore, _ report: AuditReport) {
        let state = store.state
        report.registryID = state.registryID
        report.name = state.genesis?.name ?? ""
        report.isTest = state.genesis?.test ?? false
        report.isSingleOperator = state.isSingleOperator
        report.count("transactions", "transactions", one: "transaction", Int(state.lastSequence ?? 0) + 1)
        report.count(
            "signatures", "signatures of people on them and on decisions", one: "signature of a person",
            store.signatureCount)
    }
}

/// The people, and the label of the directory.
enum AuditPeople {
    static func check(_ scene: AuditScene, _ report: AuditReport) {
        let active = scene.state.people.values.filter(\.isActive).count
        report.count("people", "people at work", one: "person at work", active)
        report.count(
            "peopleLeft", "people who left", one: "person who left", scene.state.people.count - active)
        report.check("authority.json") {
            guard let label = try scene.file(scene.place.description, limit: 64 << 10) else {
                throw AuthorityError.damaged(
                    "it is missing; it says what the directory is, the journal has the same")
            }
            guard label == (try AuthorityDescription(scene.state).file) else {
                throw AuthorityError.damaged("it is not what the journal says about this registry")
            }
        }
    }
}
