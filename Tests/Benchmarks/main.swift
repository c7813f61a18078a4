import Glibc

// Ratios of our own paths to libcrypto's, in one process. Not a test: it fails only where something does not verify.
//
//     swift run -c release Benchmarks [bulk|snapshot] [BADGES [ROUNDS]]

let arguments = CommandLine.arguments.dropFirst()
let numbers = arguments.compactMap { Int($0) }
let wanted = arguments.first { Int($0) == nil }

if wanted == nil || wanted == "bulk" {
    try BulkBenchmark(badges: numbers.first ?? 2000).run(rounds: numbers.dropFirst().first ?? 9)
}
if wanted == nil || wanted == "snapshot" {
    try SnapshotBenchmark(authority: SampleAuthority()).run()
}
