import BadgeVerifier

/// `README.md` of the kit: for those who get it without this repository.
enum KitReadme {
    static func text(cases: [KitCase]) -> String {
        let reasons = Set(cases.map(\.expected.reason)).count
        return """
            # GreenBadge conformance kit

            \(cases.count) badge files, packs and calls for verifiers of green badges, with the verdict that must come out of
            each: \(reasons) reasons, every one by at least two cases. Everything is signed with public TEST keys. **Trust
            nothing in here.**

            `manifest.json` lists the cases. The whole kit is made again, byte for byte, by `greenbadge fixtures DIR`;
            `sha256` in the manifest tells whether a file was changed since.

            ## Checking a verifier

                greenbadge fixtures --check DIR --with "your-verifier --options"

            runs your command once for each case, without a shell, with these arguments behind your own words:

                BADGE --trust PACK [--trust PACK]... (--for ACCOUNT | --any-account) [--name NAME] --at TIME
                    [--state FILE] [--pack-mode] --json

            | argument | meaning |
            |---|---|
            | `BADGE` | path of the badge file |
            | `--trust PACK` | path of a client pack's directory; several are several authorities, in this order |
            | `--for ACCOUNT` | the account at hand; `--any-account` where the case does not check it |
            | `--name NAME` | the display name that the client would show |
            | `--at TIME` | the time to verify at, RFC 3339 in UTC. Never look at the clock |
            | `--state FILE` | a file with the case's `highWater`. It may be written to; it is removed afterwards |
            | `--pack-mode` | the case's `mode` is `packInclusion` |

            It must print one JSON object on one line with at least the texts `verdict` and `reason`; where a good badge
            comes out, `badge.id`, `badge.displayName` and `badge.country` are compared too if they are there. The exit code
            does not matter, but for one thing: where a pack cannot be opened (`pack-error`), end with code 4 and print
            nothing, or print `{"verdict":null,"reason":"pack-error"}`.

            ## manifest.json

            UTF-8 JSON, one file and one case a line, fields always present and in this order:

            | field | value |
            |---|---|
            | `format` | `\(KitManifest.formatLine)` |
            | `files` | every other file: `path` below this directory, `sha256` as 64 hex digits |
            | `cases` | the cases |

            A case:

            | field | value |
            |---|---|
            | `name` | unique; words of `a-z0-9` with hyphens |
            | `group` | what decides: `good`, `pack`, `form`, `issuer`, `profile`, `signature`, `time`, `log`, `account`, `status`, `history`, `pack-mode`, `clock` |
            | `why` | one sentence |
            | `badge` | path of the badge file; cases may share it |
            | `packs` | paths of client packs, at least one: several authorities in the client's order |
            | `account` | text, or null: not checked |
            | `displayName` | text, or null: not checked |
            | `time` | RFC 3339 in UTC, whole seconds |
            | `highWater` | what the client has kept of earlier verdicts (text of several lines), or null: nothing |
            | `allowTest` | always true: badges of a test authority are accepted, as only tests may |
            | `mode` | `signatures`, or `packInclusion`: inclusion in the pack's log stands for signatures |
            | `expected` | an object: |
            | `expected.verdict` | `trusted`, `limited`, `untrusted`, `undetermined`; or `pack-error` |
            | `expected.reason` | the reason code; `ok` for a good badge; `pack-error` |
            | `expected.id`, `.displayName`, `.country` | of a good badge, byte by byte; else null |

            `pack-error` means that the first pack cannot be opened: an error, not a verdict about the badge.

            """
    }
}
