/// ln of n over k; minus infinity outside 0...n.
func logChoose(_ n: Int, _ k: Int) -> Double {
    guard k >= 0, k <= n, n >= 0 else { return -.infinity }
    if k == 0 || k == n { return 0 }
    return logGamma(Double(n + 1)) - logGamma(Double(k + 1)) - logGamma(Double(n - k + 1))
}
