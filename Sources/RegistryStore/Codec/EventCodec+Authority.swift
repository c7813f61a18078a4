import Encoding
import Registry

// Events about the authority, its people and its log.
extension EventCodec {
    static func genesisFields(_ genesis: Genesis) -> Members {
        [
            .init("name", .string(genesis.name)),
            .init("test", .bool(genesis.test)),
            .init("nonce", base64(genesis.nonce)),
            .init("arc", .string(genesis.arc)),
            .init("origin", .string(genesis.origin)),
            .init("baseURL", .string(genesis.baseURL)),
            .init("algorithm", .string(genesis.algorithm)),
            .init(
                "admins",
                .array(
                    genesis.admins.map {
                        .object([.init("name", .string($0.name)), .init("key", .string($0.verifierKey))])
                    })),
            .init("policy", genesis.policy.json),
        ]
    }

    static func genesis(_ reader: inout ObjectReader) throws -> Genesis {
        Genesis(
            name: try reader.string("name"), test: try reader.bool("test"), nonce: try reader.bytes("nonce"),
            arc: try reader.string("arc"), origin: try reader.string("origin"),
            baseURL: try reader.string("baseURL"), algorithm: try reader.string("algorithm"),
            admins: try reader.objects("admins").map { admin in
                var admin = admin
                let name = try admin.string("name")
                let result = Genesis.Admin(name: name, verifierKey: try admin.string("key"))
                try admin.finish()
                return result
            },
            policy: try Policy(json: try reader.value("policy")))
    }

    static func changeJSON(_ change: AdminChange) -> JSON {
        switch change {
        case .addPerson(let name, let roles, let key):
            .object([
                .init("kind", .string("addPerson")), .init("name", .string(name)), roleMember(roles),
                .init("key", .string(key)),
            ])
        case .removePerson(let id):
            .object([.init("kind", .string("removePerson")), .init("person", .integer(id.number))])
        case .replaceKey(let id, let old, let new):
            .object([
                .init("kind", .string("replaceKey")), .init("person", .integer(id.number)),
                .init("old", .string(old)), .init("key", .string(new)),
            ])
        case .addKey(let id, let key):
            .object([
                .init("kind", .string("addKey")), .init("person", .integer(id.number)),
                .init("key", .string(key)),
            ])
        case .setRoles(let id, let roles):
            .object([
                .init("kind", .string("setRoles")), .init("person", .integer(id.number)), roleMember(roles),
            ])
        case .setPolicy(let policy):
            .object([.init("kind", .string("setPolicy")), .init("policy", policy.json)])
        }
    }

    private static func roleMember(_ roles: [Role]) -> JSON.Member {
        .init("roles", .array(roles.map { .string($0.rawValue) }))
    }

    private static func roles(_ reader: inout ObjectReader) throws -> [Role] {
        let roles = try reader.strings("roles").map { text in
            guard let role = Role(rawValue: text) else {
                throw reader.failure("roles", "has the unknown role \"\(text)\"")
            }
            return role
        }
        // One set of roles has one spelling.
        guard roles == Role.allCases.filter(roles.contains) else {
            throw reader.failure("roles", "are not in order or stand twice")
        }
        return roles
    }

    static func change(_ object: ObjectReader) throws -> AdminChange {
        var reader = object
        let kind = try reader.string("kind")
        let change: AdminChange
        switch kind {
        case "addPerson":
            let name = try reader.string("name")
            let list = try roles(&reader)
            change = .addPerson(name: name, roles: list, verifierKey: try reader.string("key"))
        case "removePerson": change = .removePerson(PersonID(try reader.integer("person")))
        case "replaceKey":
            let id = PersonID(try reader.integer("person"))
            let old = try reader.string("old")
            change = .replaceKey(id, old: old, new: try reader.string("key"))
        case "addKey":
            let id = PersonID(try reader.integer("person"))
            change = .addKey(id, verifierKey: try reader.string("key"))
        case "setRoles":
            let id = PersonID(try reader.integer("person"))
            change = .setRoles(id, roles: try roles(&reader))
        case "setPolicy": change = .setPolicy(try Policy(json: try reader.value("policy")))
        default: throw reader.failure("kind", "is unknown: \"\(kind)\"")
        }
        try reader.finish()
        return change
    }

    static func logOpeningFields(_ opening: LogOpening) -> Members {
        [
            .init("log", number(UInt64(opening.number))),
            .init("origin", .string(opening.origin)),
            .init("logKey", .string(opening.logKey)),
            .init("statusKey", .string(opening.statusKey)),
        ]
    }

    static func logOpening(_ reader: inout ObjectReader) throws -> LogOpening {
        LogOpening(
            number: try logNumber("log", &reader), origin: try reader.string("origin"),
            logKey: try reader.string("logKey"), statusKey: try reader.string("statusKey"))
    }

    static func issuingCAFields(_ signed: IssuingCA) -> Members {
        [
            .init("certificate", base64(signed.certificate)),
            .init("root", base64(signed.root)),
            .init("rootRevocationList", base64(signed.rootRevocationList)),
        ]
    }

    static func issuingCA(_ reader: inout ObjectReader) throws -> IssuingCA {
        IssuingCA(
            certificate: try reader.bytes("certificate"), root: try reader.bytes("root"),
            rootRevocationList: try reader.bytes("rootRevocationList"))
    }
}
