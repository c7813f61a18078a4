import CryptoCore
import Encoding
import Files
import Registry

/// The data keys of the cases: one a case, so that a case can be made unreadable by destroying its key (DESIGN 4.5).
///
/// A case key lies in `secrets/casekeys/ID`, wrapped with AES-256-GCM under `secrets/data.key`. What it seals is bound
/// to the registry, the case and the field, so that nothing sealed for one place opens in another.
package final class CaseVault {
    private let directory: String
    private let fileSystem: any FileSystem
    private let random: RandomSource
    private var dataKey: SecretBytes?
    private var keys: [ApplicationID: SecretBytes] = [:]
    private var missing: Set<ApplicationID> = []
    /// Cases whose key file is there and does not open: to the fold they are like those whose key was destroyed, so
    /// that one bad file does not stop the others.
    private(set) var damaged: Set<ApplicationID> = []
    /// Set once transaction 0 is read.
    var registryID = ""

    init(directory: String, fileSystem: any FileSystem, random: RandomSource) {
        self.directory = directory
        self.fileSystem = fileSystem
        self.random = random
    }

    /// Makes `secrets/` (0700) with a new data key (0600).
    static func create(directory: String, fileSystem: any FileSystem, random: RandomSource) throws {
        try fileSystem.makeDirectories(FilePath.join(directory, "casekeys"), permissions: 0o700)
        try DurableFile.create(
            FilePath.join(directory, "data.key"), random.bytes(32), permissions: 0o600, in: fileSystem)
    }

    /// Makes the key of a new case, durable before anything is sealed with it; `inMemory` for what is only tried.
    func makeKey(for id: ApplicationID, inMemory: Bool = false) throws {
        guard damaged.isEmpty || !keys.isEmpty else {
            throw StoreError.damaged(
                "secrets/data.key opens no case's key; a new one under it would be lost. Put back a good copy of it"
            )
        }
        let key = random.bytes(32)
        let nonce = random.bytes(12)
        let wrapped = try AESGCM.seal(key, key: try masterKey(), nonce: nonce, aad: wrappingContext(id))
        if !inMemory {
            try DurableFile.create(path(of: id), nonce + wrapped, permissions: 0o600, in: fileSystem)
        }
        keys[id] = SecretBytes(copying: key)
        missing.remove(id)
    }

    /// Takes back the key of a case that did not come to be.
    func discardKey(for id: ApplicationID) {
        keys[id] = nil
        try? fileSystem.remove(path(of: id))
    }

    /// Seals a value's bytes for one field of a case.
    func seal<Value>(
        _ value: Value, bytes: [UInt8], case id: ApplicationID, field: String
    ) throws -> Sealed<Value> {
        Sealed(ciphertext: try sealBytes(bytes, case: id, field: field), value: value)
    }

    /// nonce ‖ ciphertext ‖ tag.
    func sealBytes(_ bytes: [UInt8], case id: ApplicationID, field: String) throws -> [UInt8] {
        guard let key = try key(for: id) else {
            throw StoreError.damaged("\(loss(of: id)); the case can no longer be written to")
        }
        let nonce = random.bytes(12)
        return nonce + (try AESGCM.seal(bytes, key: key, nonce: nonce, aad: context(id, field)))
    }

    /// Opens what `seal` made; the value is nil where the case's key was destroyed.
    ///
    /// - Throws: `StoreError.damaged` where the key is there and the bytes do not fit it.
    func open<Value>(
        _ ciphertext: [UInt8], case id: ApplicationID, field: String, read: ([UInt8]) throws -> Value
    ) throws -> Sealed<Value> {
        guard let plain = try openBytes(ciphertext, case: id, field: field) else {
            return Sealed(ciphertext: ciphertext, value: nil)
        }
        return Sealed(ciphertext: ciphertext, value: try read(plain))
    }

    /// Why a case cannot be read, where its key is not at hand.
    func loss(of id: ApplicationID) -> String {
        damaged.contains(id)
            ? "the data key of \(id) is damaged (put back a good copy of secrets/casekeys/\(id.compact))"
            : "the data key of \(id) was destroyed"
    }

    /// Opens sealed bytes; nil where the case's key was destroyed or is damaged.
    func openBytes(_ ciphertext: [UInt8], case id: ApplicationID, field: String) throws -> [UInt8]? {
        guard let key = try key(for: id) else { return nil }
        guard ciphertext.count >= 28 else { throw StoreError.damaged("\(field) of \(id) is too short") }
        do {
            return try AESGCM.open(
                [UInt8](ciphertext.dropFirst(12)), key: key, nonce: [UInt8](ciphertext.prefix(12)),
                aad: context(id, field))
        } catch {
            throw StoreError.damaged("\(field) of \(id) does not open with the case's key")
        }
    }

    private func key(for id: ApplicationID) throws -> SecretBytes? {
        if let key = keys[id] { return key }
        if missing.contains(id) || damaged.contains(id) { return nil }
        guard let status = try fileSystem.status(of: path(of: id), followingLinks: true) else {
            missing.insert(id)
            return nil
        }
        guard status.size == 12 + 32 + 16 else {
            damaged.insert(id)
            return nil
        }
        let wrapped = try fileSystem.readSecret(path(of: id), limit: 256)
        let master = try masterKey()
        guard
            let key = try? AESGCM.open(
                [UInt8](wrapped.dropFirst(12)), key: master, nonce: [UInt8](wrapped.prefix(12)),
                aad: wrappingContext(id))
        else {
            damaged.insert(id)
            return nil
        }
        let secret = SecretBytes(copying: key)
        keys[id] = secret
        return secret
    }

    private func masterKey() throws -> SecretBytes {
        if let dataKey { return dataKey }
        let bytes = try fileSystem.readSecret(FilePath.join(directory, "data.key"), limit: 64)
        guard bytes.count == 32 else {
            throw StoreError.damaged("secrets/data.key must have 32 bytes. Put back a good copy of it")
        }
        let key = SecretBytes(copying: bytes)
        dataKey = key
        return key
    }

    private func path(of id: ApplicationID) -> String {
        FilePath.join(FilePath.join(directory, "casekeys"), id.compact)
    }

    private func wrappingContext(_ id: ApplicationID) -> [UInt8] {
        Array("greenbadge/casekey@v1\n\(registryID)\n\(id)\n".utf8)
    }

    private func context(_ id: ApplicationID, _ field: String) -> [UInt8] {
        Array("greenbadge/sealed@v1\n\(registryID)\n\(id)\n\(field)\n".utf8)
    }
}
