import Authority
import BadgeVerifier
import CryptoCore
import Encoding
import Files
import Registry
import RegistryStore
import Testing
import TestSupport
import Transparency

extension VirtualAuthority {
    /// An authority whose certificates are signed with `algorithm`.
    convenience init(_ algorithm: KeyAlgorithm) throws {
        var setup = Setup()
        setup.algorithm = algorithm
        try self.init(setup)
    }

    /// The certificate of an issued badge.
    func certificate(_ badge: Issuance.Issued) throws -> ParsedCertificate {
        try ParsedCertificate(der: try BadgeFile(parsing: badge.file).badge)
    }

    /// Everything that is derived says what the journal says: each published file, each badge file, each client's verdict.
    func audit(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let fresh = try reader()
        #expect(fresh.state.lastSequence == state.lastSequence, sourceLocation: sourceLocation)
        #expect(fresh.state.badges == state.badges, sourceLocation: sourceLocation)
        #expect(fresh.trees[1]?.root == store.trees[1]?.root, sourceLocation: sourceLocation)
        for index in fresh.state.publications.indices { _ = try PublicationFiles(fresh, index: index) }
        for badge in fresh.state.badges.values where badge.signing != nil && badge.checkpoint != nil {
            let file = try BadgeArchive.file(of: badge.logging.serial, in: fresh)
            let path = FilePath.join(place.badges, BadgeArchive.name(of: badge.logging.serial))
            #expect(try fileSystem.read(path, limit: 1 << 16) == file, sourceLocation: sourceLocation)
        }
        try PublishedCheckpoint.check(fresh)
    }
}

/// Runs `body`, which must be refused with that exit code; gives the words.
@discardableResult
func refusal(
    _ exitCode: Int32, sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void
) -> String {
    do {
        try body()
    } catch let error as AuthorityError {
        #expect(error.exitCode == exitCode, "\(error)", sourceLocation: sourceLocation)
        return error.description
    } catch let error as StoreError {
        #expect(error.exitCode == exitCode, "\(error)", sourceLocation: sourceLocation)
        return error.description
    } catch {
        Issue.record("\(error)", sourceLocation: sourceLocation)
        return ""
    }
    Issue.record("it was not refused", sourceLocation: sourceLocation)
    return ""
}
