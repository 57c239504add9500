import Foundation

/// Whether the values of one group tend to be larger than those of another: Wilcoxon's rank sum (Mann & Whitney 1947, Ann
/// Math Stat 18:50), mean ranks for ties, normal approximation with the exact variance under permutation.
///
///     RankSum([3, 4, 5], against: [1, 2]).superiority    // 1
package struct RankSum: Equatable, Sendable {
    /// P(a value of the group > one of the other) + P(equal) / 2; nil where a group is empty, as is p.
    package let superiority: Double?
    /// Two-sided. nil below five values a group, where the approximation is poor.
    package let p: Double?

    package init(_ group: [Double], against other: [Double]) {
        guard !group.isEmpty, !other.isEmpty else {
            (superiority, p) = (nil, nil)
            return
        }
        let all = (group.map { ($0, true) } + other.map { ($0, false) }).sorted { $0.0 < $1.0 }
        let (n, m, total) = (Double(group.count), Double(other.count), Double(all.count))
        var (sum, ties, start) = (0.0, 0.0, 0)
        while start < all.count {
            var end = start
            while end < all.count, all[end].0 == all[start].0 { end += 1 }
            let rank = Double(start + end + 1) / 2
            sum += rank * Double(all[start..<end].count { $0.1 })
            let size = Double(end - start)
            ties += size * size * size - size
            start = end
        }
        let u = sum - n * (n + 1) / 2
        superiority = u / (n * m)
        let variance = n * m / 12 * (total + 1 - ties / (total * (total - 1)))
        if group.count < 5 || other.count < 5 {
            p = nil
        } else if variance <= 0 {
            p = 1
        } else {
            p = Normal.twoSidedTail(max(0, abs(u - n * m / 2) - 0.5) / sqrt(variance))
        }
    }
}
