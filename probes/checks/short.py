"""Computes the figures that the needs of short.yaml state; exit 1 on disagreement. Its probes have no `check:`."""
import math
import pathlib
import sys

import yaml

from verify import verify

PROBES = {p["id"]: p for p in yaml.safe_load((pathlib.Path(__file__).resolve().parent.parent / "short.yaml").read_text("utf-8"))["probes"]}
SQRT = math.sqrt


def two_shares(a, n, b, m):
    pooled = (a * n + b * m) / (n + m)
    return abs(a - b) / SQRT(pooled * (1 - pooled) * (1 / n + 1 / m))


def gini(values):
    values = sorted(values)
    return sum((2 * i - len(values) - 1) * v for i, v in enumerate(values, 1)) / (len(values) * sum(values))


# id: (words as the needs have them, value computed, its decimals or the form in which it stands)
FIGURES = {
    "kv-cache-gqa": [("131072", 2 * 32 * 8 * 128 * 2, "{:.0f}"), ("17.2", 2 * 32 * 8 * 128 * 2 * 32768 * 4 / 1e9, "{:.1f}"), ("16 GiB", 2 * 32 * 8 * 128 * 2 * 32768 * 4 / 2**30, "{:.0f} GiB")],
    "chinchilla-swahili": [("20M", 400 / 20, "{:.0f}M")],
    "mamba-state-size": [("524288", 4096 * 128, "{:d}")],
    "dedup-minhash": [("0.71", (1 / 16) ** (1 / 8), "{:.2f}")],
    "lora-rank-alpha": [("0,25", 16 / 64, "{:.2f}")],
    "mfu-low": [("19 %", 600 * 1.3e9 * 61000 / (8 * 312e12), "{:.0f} %")],
    "seed-variance": [("0.42", .3 * SQRT(2), "{:.2f}")],
    "audit-budget-n": [("60 audits", .03 * 2000, "{:.0f} audits")],
    "rule-of-three": [("1.98 %", 100 * (1 - .05 ** (1 / 150)), "{:.2f} %")],
    "de-schwelle": [("400", 40000 * .01, "{:.0f}"), ("3,2", 40000 / 10000 * .8, "{:.1f}"), ("0,8 %", 100 * 3.2 / 403.2, "{:.1f} %")],
    "budget-two-stage": [("9,500", 1e6 * .002 + .05e6 * .15, "{:,.0f}")],
    "weights-exfil-metric": [("70 days", 140 / 2, "{:.0f} days")],
    "compute-7b": [("6,3", 6 * 70e9 * 15e12 / 1e24, "{:.1f}")],
    "forecast-odds": [("0.612", .8 * .85 * .9, "{:.3f}")],
    "quorum-vote": [("11,33", 17 * 2 / 3, "{:.2f}"), ("12", math.ceil(17 * 2 / 3), "{}")],
    "budget-tokens": [("0.0378", .7 * .18 * 3 * .1, "{:.4f}"), ("0.162", .3 * .18 * 3, "{:.3f}"), ("0.09", .006 * 15, "{:.2f}"), ("0.29", .0378 + .162 + .09, "{:.2f}")],
    "qpcr-efficiency": [("1.10", 10 ** (1 / 3.1) - 1, "{:.2f}")],
    "hwe-quick": [("6.25", 36 / 36 + 144 / 48 + 36 / 16, "{:.2f}")],
    "vaccine-coverage": [("93,3 %", 100 * (1 - 1 / 15), "{:.1f} %"), ("98,2 %", 100 * (1 - 1 / 15) / .95, "{:.1f} %")],
    "cell-count": [("9.0", (46 + 51 + 39 + 44) / 4 * 2 / 10, "{:.1f}")],
    "ringer-recipe": [("40.0", 1.37 * .5 * 58.44, "{:.1f}")],
    "ar-dengue": [("65", 100 * .085 / (.085 + .045), "{:.0f}")],
    "molar-hcl": [("12.1", 370 * 1.19 / 36.46, "{:.1f}"), ("2.1 mL", 25 / (370 * 1.19 / 36.46), "{:.1f} mL")],
    "lod-loq": [("0.2", 3 * .8 / 12, "{:.1f}"), ("0.67", 10 * .8 / 12, "{:.2f}")],
    "battery-ce": [("41 %", 100 * .997**300, "{:.0f} %")],
    "catalyst-ton": [("1840", 92 / .05, "{:.0f}"), ("613", 92 / .05 / 3, "{:.0f}")],
    "ph-buffer": [("1.74", 10**.24, "{:.2f}"), ("0.0635", .1 * 10**.24 / (1 + 10**.24), "{:.4f}"), ("0.0365", .1 / (1 + 10**.24), "{:.4f}")],
    "fert-ratio": [("222", 60 / .27, "{:.0f}"), ("90 kg", 60 / .27 / 2.471, "{:.0f} kg")],
    "polymer-pdi": [("2.8", 58 / 21, "{:.1f}")],
    "title-test": [("1.4", two_shares(.041, 6200, .046, 6150), "{:.1f}"), ("0.17", math.erfc(two_shares(.041, 6200, .046, 6150) / SQRT(2)), "{:.2f}")],
    "effect-d": [("0.24", .24 / SQRT(1 - .0144), "{:.2f}")],
    "power-small": [("393", 2 * (1.959964 + .841621) ** 2 / .04 + 1.959964**2 / 4, "{:.0f}"), ("0.74", SQRT(2 * (1.959964 + .841621) ** 2 / 29), "{:.2f}")],
    "ship-list": [("175", 214 - 31 - 2 * 4, "{}")],
    "map-scale": [("6.8 km", 4.2 * 1.609, "{:.1f} km")],
    "gini-hand": [("0.50", gini([1, 1, 2, 4, 12]), "{:.2f}")],
    "price-index": [("2.33", 42 / 18, "{:.2f}"), ("6 %", 100 * (1 - 42 / 18 / 2.49), "{:.0f} %")],
    "two-gpus-odd": [("24 GB", 1.5 * 16, "{:.0f} GB")],
    "human-review-load": [("132", 11000 * .012, "{:.0f}"), ("154", 3 * 6 * 60 / 7, "{:.0f}"), ("86 %", 100 * 132 * 7 / 1080, "{:.0f} %")],
    "conclusions-only": [("50 false flags", 5000 * .01, "{:.0f} false flags")],
    "panel-attrition": [("1.516", 2500 * .92**6, "{:.0f}")],
}

if __name__ == "__main__":
    faults = []
    for key, figures in FIGURES.items():
        needs = " ".join(PROBES[f"short-{key}"]["needs"])
        for words, value, form in figures:
            if words not in needs:
                faults.append(f"short-{key}: needs do not say {words!r}")
            plain = form.format(value)
            if plain.replace(",", "").replace(".", "") != words.replace(",", "").replace(".", ""):
                faults.append(f"short-{key}: needs say {words!r}, computed {plain!r}")
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        sys.exit(1)
    verify("short", {})
