extension Collection where Element: Comparable {
    /// The middle one of the sorted elements, the upper of two; nil over nothing.
    ///
    ///     [3, 1, 2, 9].median  // 3
    package var median: Element? { isEmpty ? nil : sorted()[count / 2] }
}
