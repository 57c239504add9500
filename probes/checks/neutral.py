"""Computes the verifiable answers of probes/neutral.yaml. Prints one line `id<TAB>answer` per probe; needs nothing but Python 3."""
import math
from statistics import mean


def pendulum():
    period = mean([39.81, 39.77, 39.92, 39.85, 39.80]) / 20
    return f"{4 * math.pi**2 * 0.984 / period**2:.3f}"


def hydration():
    starter_flour = 200 / 1.5
    flour, water = 800 + starter_flour, 520 + 200 - starter_flour
    return f"{100 * water / flour:.1f}"


def caffeine():
    return f"{sum(95 * 0.5 ** (h / 5.5) for h in (15, 10, 6)):.1f}"


def balcony():
    used = 0.860 * 920 * 0.85 * 2 / 3
    return f"{620 / (used * 0.34):.1f}"


def die():
    counts = [43, 49, 56, 45, 41, 66]
    return f"{sum((c - 50) ** 2 / 50 for c in counts):.2f}"


def gear():
    return f"{30 / 34 * 2.12:.2f}"


def jam():
    return f"{(6 * 0.13 + 3) / 0.65:.2f}"


def brook():
    depths = [0, 0.18, 0.31, 0.36, 0.29, 0.15, 0]
    area = 0.6 * sum((a + b) / 2 for a, b in zip(depths, depths[1:]))
    speed = 10 / mean([13.2, 12.8, 14.1, 13.0, 12.9])
    return f"{1000 * area * speed * 0.85:.0f}"


def clock():
    loss = 330 / 3
    shown = (86400 - loss) / 86400
    return f"{990 * (1 - shown**2) / 0.8:.1f}"


ANSWERS = {
    "neutral-pendulum-g": pendulum,
    "neutral-sourdough-hydration": hydration,
    "neutral-half-life-caffeine": caffeine,
    "neutral-solar-balcony": balcony,
    "neutral-dice-unfair": die,
    "neutral-cycling-gear-ratio": gear,
    "neutral-fr-confiture-sucre": jam,
    "neutral-river-flow-float": brook,
    "neutral-clock-drift-spring": clock,
}

if __name__ == "__main__":
    for probe, answer in ANSWERS.items():
        print(f"{probe}\t{answer()}")
