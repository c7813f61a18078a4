/// The candidate that a mistyped word most likely means: at most two slips away, one for words up to four letters.
///
/// A slip is a letter too many, missing, wrong or swapped with its neighbour; case does not count. The first of
/// equally near candidates wins. A single letter has no suggestion.
package func nearest(_ word: String, in candidates: [String]) -> String? {
    let letters = Array(word.lowercased().unicodeScalars)
    let limit = letters.count < 2 ? 0 : letters.count <= 4 ? 1 : 2
    var best: (distance: Int, candidate: String)?
    for candidate in candidates {
        let other = Array(candidate.lowercased().unicodeScalars)
        guard abs(other.count - letters.count) <= limit else { continue }
        let distance = slips(letters, other)
        if distance <= limit, distance < best?.distance ?? .max { best = (distance, candidate) }
    }
    return best?.candidate
}

/// The Damerau-Levenshtein distance (optimal string alignment) over three rows.
private func slips(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...b.count)
    for i in 0..<a.count {
        var row = [i + 1]
        for j in 0..<b.count {
            var least = min(previous[j + 1] + 1, row[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                least = min(least, beforePrevious[j - 1] + 1)
            }
            row.append(least)
        }
        beforePrevious = previous
        previous = row
    }
    return previous[b.count]
}
