/// What a screening was made with: two screenings under one version of the same names give the same hits.
package enum ScreeningTables {
    /// The data files, and the number of the rules in this room, which rises with every change that can change a hit.
    package static let version = "unicode-17.0.0 suffixes-\(PublicSuffixTable.date) rules-1"
}
