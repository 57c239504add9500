"""Computes the verifiable answers of probes/biology.yaml. Prints one line `id<TAB>answer` per probe; needs nothing but Python 3."""
import math
from statistics import mean


def cumulative_skew():
    first_half = "ATGGCGTAGGCTAGGACGTTGCAC"
    return str(first_half.count("G") - first_half.count("C"))


def elisa():
    a, b, c, d = 0.062, 1.18, 148, 3.41
    y = mean([1.104, 1.168])
    return f"{4 * c * ((a - d) / (y - d) - 1) ** (1 / b):.0f}"


def mash():
    j = 0.742
    return f"{-math.log(2 * j / (1 + j)) / 21:.6f}"


def wilson(k, n, z=1.96):
    p = k / n
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return centre - half, centre + half


def strep_sensitivity_low():
    return f"{100 * wilson(118, 118 + 23)[0]:.1f}"


def hwe():
    cc, ct, tt = 61, 148, 191
    n = cc + ct + tt
    t = (2 * tt + ct) / (2 * n)
    expected = [n * (1 - t) ** 2, 2 * n * t * (1 - t), n * t * t]
    return f"{sum((o - e) ** 2 / e for o, e in zip([cc, ct, tt], expected)):.2f}"


def pfaffl():
    light = mean([24.31, 24.58, 24.12]), mean([17.92, 18.10, 17.77])
    dark = mean([26.90, 27.22, 26.61]), mean([18.05, 18.21, 17.80])
    return f"{1.94 ** (dark[0] - light[0]) / 2.00 ** (dark[1] - light[1]):.1f}"


def risk_ratio():
    return f"{(96 / 240) / (22 / 380):.2f}"


def vaccine_effectiveness():
    return f"{100 * (1 - (9 / 446) / (12 / 34)):.1f}"


ANSWERS = {
    "bio-gc-skew-window": cumulative_skew,
    "bio-letter-skew-twin": cumulative_skew,
    "bio-elisa-4pl-readout": elisa,
    "bio-kmer-mash-distance": mash,
    "bio-diagnostic-2x2": strep_sensitivity_low,
    "bio-hwe-exact": hwe,
    "bio-qpcr-pfaffl": pfaffl,
    "bio-cholera-attack-rate": risk_ratio,
    "bio-festival-attendance-twin": risk_ratio,
    "bio-measles-vaccine-effectiveness": vaccine_effectiveness,
}

if __name__ == "__main__":
    for probe, answer in ANSWERS.items():
        print(f"{probe}\t{answer()}")
