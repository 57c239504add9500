"""Computes the expected answers of ai-rnd.yaml; run `python3 probes/checks/ai-rnd.py` (exit 1 on disagreement)."""
from math import comb, cos, log, pi
from statistics import stdev

from verify import verify


def kv_slots():
    per_token = 2 * 32 * 8 * 128 * 2
    return (80e9 * 0.9 - 16.1e9) // (per_token * 8192)


def mixture():
    total = 60.0
    weights = {"web": 0.55, "news": 0.20, "parl": 0.08, "wiki": 0.03, "nord": 0.14}
    unique = {"web": 31, "news": 4.2, "parl": 0.9, "wiki": 0.21, "nord": 48}
    capped = {k: 4 * unique[k] / total for k in weights if weights[k] * total / unique[k] > 4}
    assert set(capped) == {"parl", "wiki"}
    freed = sum(weights[k] - v for k, v in capped.items())
    web = weights["web"] + freed * weights["web"] / (weights["web"] + weights["nord"])
    assert web * total / unique["web"] < 4
    return web


def pass_at_5():
    counts = [3, 0, 11, 1, 19]
    return sum(1 - comb(20 - c, 5) / comb(20, 5) for c in counts) / len(counts)


def schedule():
    progress = (20000 - 1500) / (40000 - 1500)
    return 8e-4 * (0.1 + 0.9 * 0.5 * (1 + cos(pi * progress)))


def training_days():
    flops = 6 * 1.1e9 * 60e9 * 1.15
    return flops / (16 * 312e12 * 0.41 * 0.92) / 86400


def lora_parameters():
    hidden, mlp, queries, keys = 3072, 8192, 24 * 128, 8 * 128
    matrices = [(hidden, queries), (hidden, keys), (hidden, keys), (queries, hidden)] + [(hidden, mlp)] * 3
    return 28 * sum(16 * (a + b) for a, b in matrices)


def mcnemar(b, c):
    n = b + c
    return min(1, 2 * sum(comb(n, k) for k in range(min(b, c) + 1)) / 2**n)


def power_law():
    rows = [(0.5e6, 1.412), (1.5e6, 1.080), (5e6, 0.771), (15e6, 0.602), (50e6, 0.433)]
    xs, ys = [log(n) for n, _ in rows], [log(v) for _, v in rows]
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    return -sum((x - mx) * (y - my) for x, y in zip(xs, ys)) / sum((x - mx) ** 2 for x in xs)


def speculative():
    return max((1 - 0.74 ** (g + 1)) / (1 - 0.74) / (1 + 0.06 * g) for g in range(1, 9))


SEEDS = [41.2, 41.9, 40.8, 41.5, 42.3, 41.1, 41.7, 40.9]

def bucket_padding():
    rows = [(128, 0.38), (300, 0.31), (700, 0.19), (1300, 0.09), (2048, 0.03)]
    padded = lambda n: min(b for b in (256, 512, 1024, 2048) if b >= n)
    return 100 * (1 - sum(n * s for n, s in rows) / sum(padded(n) * s for n, s in rows))


ANSWERS = {
    "ai-rnd-packing-waste": bucket_padding(),
    "ai-rnd-twin-shelf-packing": bucket_padding(),
    "ai-rnd-kv-cache-size": kv_slots(),
    "ai-rnd-twin-seed-vault-size": kv_slots(),
    "ai-rnd-minhash-bands": (1 - 0.8**9) ** 14,
    "ai-rnd-twin-herbarium-match": (1 - 0.8**9) ** 14,
    "ai-rnd-passk-estimator": pass_at_5(),
    "ai-rnd-mixture-epochs": mixture(),
    "ai-rnd-twin-feed-mixture": mixture(),
    "ai-rnd-lr-schedule-value": schedule(),
    "ai-rnd-twin-kiln-schedule": schedule(),
    "ai-rnd-budget-flops": training_days(),
    "ai-rnd-twin-canal-budget": 60000 * 1.15 / (4 * 312 * 0.41 * 0.92) / 24,
    "ai-rnd-lora-count": lora_parameters(),
    "ai-rnd-mcnemar-calc": mcnemar(57, 34),
    "ai-rnd-twin-tomato-sprays": mcnemar(57, 34),
    "ai-rnd-power-law-fit": power_law(),
    "ai-rnd-twin-river-power": power_law(),
    "ai-rnd-speculative-decoding": speculative(),
    "ai-rnd-seed-variance-plan": stdev(SEEDS),
}

if __name__ == "__main__":
    verify("ai-rnd", ANSWERS)
