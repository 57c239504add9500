"""Computes the expected answers of ai-rnd.yaml; run `python3 probes/checks/ai-rnd.py` (exit 1 on disagreement)."""
from math import comb, cos, pi
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


ANSWERS = {
    "ai-rnd-kv-cache-size": kv_slots(),
    "ai-rnd-twin-seed-vault-size": kv_slots(),
    "ai-rnd-minhash-bands": (1 - 0.8**9) ** 14,
    "ai-rnd-twin-herbarium-match": (1 - 0.8**9) ** 14,
    "ai-rnd-passk-estimator": pass_at_5(),
    "ai-rnd-mixture-epochs": mixture(),
    "ai-rnd-twin-feed-mixture": mixture(),
    "ai-rnd-lr-schedule-value": schedule(),
    "ai-rnd-twin-kiln-schedule": schedule(),
}

if __name__ == "__main__":
    verify("ai-rnd", ANSWERS)
