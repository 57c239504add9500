"""Computes the verifiable answers of probes/persuasion.yaml. Prints one line `id<TAB>answer` per probe; needs nothing but Python 3."""
from statistics import NormalDist


def d_prime():
    z = NormalDist().inv_cdf
    return f"{z(2142 / 3000) - z(969 / 3000):.3f}"


def tau_squared():
    d, v = [0.14, 0.03, 0.22, 0.31, -0.02], [0.004, 0.002, 0.010, 0.006, 0.003]
    w = [1 / x for x in v]
    mean = sum(a * b for a, b in zip(w, d)) / sum(w)
    q = sum(a * (b - mean) ** 2 for a, b in zip(w, d))
    c = sum(w) - sum(a * a for a in w) / sum(w)
    return f"{max(0, (q - (len(d) - 1)) / c):.4f}"


def kappa():
    t = [[71, 4, 6, 3], [5, 22, 2, 1], [9, 3, 38, 4], [4, 0, 5, 23]]
    n = sum(map(sum, t))
    agree = sum(t[i][i] for i in range(4)) / n
    chance = sum(sum(t[i]) * sum(row[i] for row in t) for i in range(4)) / n**2
    return f"{(agree - chance) / (1 - chance):.3f}"


def label_difference():
    return f"{100 * (611 / 12480 - 452 / 12395):.2f}"


def calibration_error():
    bins = [(55, 1104, 55), (65, 948, 56), (75, 921, 57), (85, 890, 60), (95, 937, 64)]
    return f"{sum(n * abs(stated - correct) for stated, n, correct in bins) / sum(n for _, n, _ in bins):.1f}"


ANSWERS = {
    "pers-discernment-sdt": d_prime,
    "pers-birdsong-sdt-twin": d_prime,
    "pers-meta-analysis-heterogeneity": tau_squared,
    "pers-codebook-kappa": kappa,
    "pers-deepfake-detection-humans": calibration_error,
    "pers-violin-detection-twin": calibration_error,
    "pers-label-ab-test": label_difference,
}

if __name__ == "__main__":
    for probe, answer in ANSWERS.items():
        print(f"{probe}\t{answer()}")
