"""Computes the expected answers of interpretability.yaml; exit 1 on disagreement."""
from math import erfc, sqrt
from verify import verify


def selectivity():
    linear = [(71.4, 58.9), (84.1, 61.0), (86.8, 55.2), (79.5, 44.7)]
    mlp = [(83.0, 81.2), (91.7, 84.9), (92.3, 79.6), (88.1, 70.4)]
    mean = lambda rows: sum(a - b for a, b in rows) / len(rows)
    return mean(linear) - mean(mlp)


def cosine_null():
    z = 0.11 * sqrt(768)
    return 24576 * erfc(z / sqrt(2))


def kappa(table):
    n = sum(map(sum, table))
    observed = sum(table[i][i] for i in range(len(table))) / n
    chance = sum(sum(table[i]) * sum(row[i] for row in table) for i in range(len(table))) / n**2
    return (observed - chance) / (1 - chance)


ANSWERS = {
    "interp-probe-selectivity": selectivity(),
    "interp-twin-soil-selectivity": selectivity(),
    "interp-cosine-null": cosine_null(),
    "interp-twin-wind-null": cosine_null(),
    "interp-circuit-faithfulness-calc": (0.131 - 0.022) / (0.814 - 0.022),
    "interp-twin-mill-restoration": (0.131 - 0.022) / (0.814 - 0.022),
    "interp-neuron-labels-kappa": kappa([[62, 13, 2], [11, 29, 4], [3, 6, 20]]),
}

if __name__ == "__main__":
    verify("interpretability", ANSWERS)
