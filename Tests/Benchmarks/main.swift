import Glibc

// Ratios of our own paths to libcrypto's, in one process. Not a test: it fails only where something does not verify.
//
//     swift run -c release Benchmarks [bulk|threads|pack|snapshot|ours|ours-pack|screening] [BADGES [ROUNDS]]
//     swift run -c release Benchmarks files DIRECTORY      (for Tests/CrossChecks/speed)

let arguments = CommandLine.arguments.dropFirst()
let numbers = arguments.compactMap { Int($0) }
let wanted = arguments.first { Int($0) == nil }

if wanted == "files" {
    try ProcessFiles(directory: arguments.dropFirst().first ?? ".").write()
    exit(0)
}
let rounds = numbers.dropFirst().first ?? 9
if ["bulk", "threads", "pack", "ours", "ours-pack", nil].contains(wanted) {
    let bulk = try BulkBenchmark(badges: numbers.first ?? 2000)
    if wanted == nil || wanted == "bulk" { bulk.run(rounds: rounds) }
    if wanted == nil || wanted == "threads" { ThreadsBenchmark(bulk: bulk).run(rounds: rounds) }
    if wanted == nil || wanted == "pack" { try PackBenchmark(bulk).run(rounds: rounds) }
    // Nothing beside our own path: for a profiler, and to compare two builds by their fastest rounds.
    if wanted == "ours" { reportFastest(rounds, of: bulk.plain.count) { bulk.verifyAll(bulk.plain) } }
    if wanted == "ours-pack" {
        let pack = try PackBenchmark(bulk)
        reportFastest(rounds, of: bulk.stapled.count) { pack.verifyAll() }
    }
}
if wanted == nil || wanted == "snapshot" {
    try SnapshotBenchmark(authority: SampleAuthority()).run()
}
if wanted == "screening" {
    try ScreeningBenchmark(names: numbers.first ?? 1_000_000).run()
}
