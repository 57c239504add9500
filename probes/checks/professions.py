"""Computes the expected answers of professions.yaml; exit 1 on disagreement."""
from math import ceil, exp, log

from verify import verify


def horizon(share):
    return 2 ** (5.4 + log((1 - share) / share) / 0.62)


def kappa(both, only_a, only_b, none):
    n = both + only_a + only_b + none
    a, b = (both + only_a) / n, (both + only_b) / n
    chance = a * b + (1 - a) * (1 - b)
    return ((both + none) / n - chance) / (1 - chance)


def slope(values):
    middle = (len(values) - 1) / 2
    return sum((i - middle) * v for i, v in enumerate(values)) / sum((i - middle) ** 2 for i in range(len(values)))


def at_least_three(rate):
    return 1 - exp(-rate) * (1 + rate + rate**2 / 2)


ANSWERS = {
    "prof-eval-time-horizon": horizon(0.8),
    "prof-safe-kappa": kappa(12, 9, 14, 965),
    "prof-aisi-sample-size": ceil(log(0.05) / log(0.98)),
    "prof-weights-egress": 140e9 * 8 / 1.3 / 2e6 / 86400,
    "prof-wet-qpcr": 100 * (10 ** (1 / slope([14.9, 18.4, 21.8, 25.3, 28.7])) - 1),
    "prof-wet-buffer": round(8.0 - 0.028 * (4 - 21), 1),
    "prof-biosec-wastewater": at_least_three(9 * 500e6 * 1e-8),
    "prof-io-llm-labels": 100 * (0.09 + 0.97 - 1) / (0.58 + 0.97 - 1),
    "prof-comp-tpp": 989 * 16,
    "prof-comp-verif": (9.0 - 0.5) / 2 * 200,
    "prof-pre-dedup": (1 - 0.5 ** (1 / 14)) ** (1 / 8),
}

if __name__ == "__main__":
    verify("professions", ANSWERS)
