"""Computes the verifiable answers of probes/neutral.yaml. Prints one line `id<TAB>answer` per probe; needs nothing but Python 3."""
import math
from statistics import mean, variance


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


def cistern():
    water = 0.0
    for rain, need in [(48, 45), (41, 80)]:
        water = max(0.0, water + rain * 180 * 0.85 - need * 60)
    return f"{water:.0f}"


def kite():
    return f"{80 / (1 / math.tan(math.radians(47)) + 1 / math.tan(math.radians(58))):.1f}"


def hike():
    return f"{31.5 * 50_000 / 100_000 * 1.12:.1f}"


def melted_snow():
    return f"{0.450 * 49_000 * 0.42 / (8 * 2.1 + 334 + 5 * 4.19):.0f}"


def erlang_c():
    arrivals, service, servers = 66 / 3600, 1 / 96, 2
    load = arrivals / service
    busy = load**servers / math.factorial(servers) * servers / (servers - load)
    waits = busy / (sum(load**k / math.factorial(k) for k in range(servers)) + busy)
    return f"{waits / (servers * service - arrivals):.0f}"


def doppler():
    sound = 331.3 + 0.606 * 14
    return f"{3.6 * sound * (387 - 331) / (387 + 331):.1f}"


def paper_planes():
    groups = [[7.2, 8.9, 6.4, 9.1, 7.8], [10.4, 6.1, 12.2, 5.5, 9.9], [6.8, 7.1, 6.5, 7.4, 6.9]]
    grand = mean(x for g in groups for x in g)
    between = sum(len(g) * (mean(g) - grand) ** 2 for g in groups) / 2
    within = sum(4 * variance(g) for g in groups) / 12
    return f"{between / within:.2f}"


def well():
    g, c, t = 9.81, 340, 2.35
    fall = (-c + math.sqrt(c * c + 2 * g * c * t)) / g
    return f"{g * fall**2 / 2:.1f}"


def flask():
    return f"{math.log((92 - 21) / (64 - 21)) / 8:.4f}"


def reverberation():
    length, width, height = 9.2, 7.5, 3.4
    walls = 2 * (length + width) * height - 18
    absorption = 0.03 * (walls + 2 * length * width) + 0.10 * 18 + 38 * 0.45
    return f"{0.163 * length * width * height / absorption:.2f}"


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
    "neutral-es-huerto-riego": cistern,
    "neutral-kite-string-angle": kite,
    "neutral-map-scale-turns": hike,
    "neutral-snow-water-bucket": melted_snow,
    "neutral-queue-bakery": erlang_c,
    "neutral-train-sound-doppler": doppler,
    "neutral-paper-plane-anova": paper_planes,
    "neutral-well-rope-echo": well,
    "neutral-de-thermoskanne": flask,
    "neutral-choir-room-reverb": reverberation,
}

if __name__ == "__main__":
    for probe, answer in ANSWERS.items():
        print(f"{probe}\t{answer()}")
