package import Encoding

extension Verdict {
    /// The object that `verify --json` prints (DESIGN 8), without `file`. What is absent is null.
    package var json: JSON {
        .object([
            .init("verdict", .string(outcome.rawValue)),
            .init("trusted", .bool(isTrusted)),
            .init("marketing", .bool(marketingAllowed)),
            .init("reason", .string(reason.rawValue)),
            .init("detail", .string(detail)),
            .init("test", .bool(isTest)),
            .init("authority", authority.map { .string($0) } ?? .null),
            .init("account", account.map { .string($0) } ?? .null),
            .init("badge", badge?.json ?? .null),
            .init("status", status?.json ?? .null),
            .init("log", log?.json ?? .null),
            .init("notEstablished", .array(notEstablished.map { .string($0) })),
        ])
    }
}

extension VerifiedBadge {
    /// The `badge` member of `verify --json`.
    package var json: JSON {
        .object([
            .init("id", .string(id)),
            .init("serial", .string(serial.hex16)),
            .init("index", .integer(Int64(serial.index))),
            .init("displayName", .string(displayName)),
            .init("legalName", .string(legalName)),
            .init("country", .string(country)),
            .init("registrationNumber", .string(registrationNumber)),
            .init("accounts", .array(accounts.map { .string($0) })),
            .init("notBefore", .string(notBefore.description)),
            .init("notAfter", .string(notAfter.description)),
            .init("profile", profile.json),
        ])
    }
}

extension StatusSummary {
    /// The `status` member of `verify --json`.
    package var json: JSON {
        .object([
            .init("state", state.map { .string($0.rawValue) } ?? .null),
            .init("source", .string(source.rawValue)),
            .init("sequence", .integer(Int64(clamping: sequence))),
            .init("asOf", .string(asOf.description)),
            .init("age", .integer(age)),
            .init("nextUpdate", .string(nextUpdate.description)),
        ])
    }
}

extension LogSummary {
    /// The `log` member of `verify --json`.
    package var json: JSON {
        .object([
            .init("origin", .string(origin)),
            .init("size", .integer(Int64(clamping: size))),
        ])
    }
}
