"""Computes the expected answers of interpretability.yaml; exit 1 on disagreement."""
from itertools import permutations
from math import e, erfc, log2, pi, sqrt
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


def share(k):
    values = [9.21, 6.44, 5.02, 3.97, 3.10, 2.65, 2.11, 1.80, 1.52, 1.33, 1.18, 1.05]
    squares = [v * v for v in values]
    return 100 * sum(squares[:k]) / (sum(squares) + 14.90)


def entropy(row):
    return -sum(p * log2(p) for p in row if p > 0)


def shapley(player):
    v = {"": 0, "A": 0.4, "B": 0.3, "C": 1.1, "AB": 0.5, "AC": 2.2, "BC": 2.0, "ABC": 2.4}
    value = lambda members: v["".join(sorted(members))]
    orders = list(permutations("ABC"))
    before = lambda order: order[: order.index(player)]
    return sum(value(before(o) + (player,)) - value(before(o)) for o in orders) / len(orders)


def matthews(tp, fn, fp, tn):
    return (tp * tn - fp * fn) / sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))


def logit_contribution():
    parts = {"embed": (0.5, -1, 0, 0.5), "attn": (1.5, 0, -0.5, -1), "mlp": (-1, 2, 1, 0), "bias": (0, 0.5, -0.5, 0)}
    centre = lambda x: [a - sum(x) / 4 for a in x]
    total = centre([sum(column) for column in zip(*parts.values())])
    scale = sqrt(sum(a * a for a in total) / 4)
    a = centre(parts["attn"])
    return (a[0] + a[1] - a[2] - a[3]) / scale


def code_bits(m, k, r):
    names = k * log2(m * e / k) - 0.5 * log2(2 * pi * k)
    return round(names + 6 * k + 256 * log2(1 + r / 0.01))


ANSWERS = {
    "interp-l0-code-length": code_bits(32768, 64, 0.09),
    "interp-twin-stamp-code": code_bits(32768, 64, 0.09),
    "interp-probe-selectivity": selectivity(),
    "interp-twin-soil-selectivity": selectivity(),
    "interp-cosine-null": cosine_null(),
    "interp-twin-wind-null": cosine_null(),
    "interp-circuit-faithfulness-calc": (0.131 - 0.022) / (0.814 - 0.022),
    "interp-twin-mill-restoration": (0.131 - 0.022) / (0.814 - 0.022),
    "interp-svd-rank-budget": share(6),
    "interp-twin-survey-components": share(6),
    "interp-attention-entropy": entropy([0.62] + [0.38 / 31] * 31),
    "interp-twin-pollen-entropy": entropy([0.62] + [0.38 / 31] * 31),
    "interp-shapley-heads": shapley("B"),
    "interp-twin-milk-shapley": shapley("B"),
    "interp-probe-mcc": matthews(1870, 1130, 2250, 42750),
    "interp-twin-mushroom-mcc": matthews(1870, 1130, 2250, 42750),
    "interp-direct-logit-attribution": logit_contribution(),
    "interp-feature-cooccurrence": 1905 / (8400 * 31000 / 2e6),
    "interp-neuron-labels-kappa": kappa([[62, 13, 2], [11, 29, 4], [3, 6, 20]]),
}

if __name__ == "__main__":
    verify("interpretability", ANSWERS)
