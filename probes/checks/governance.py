"""Computes the expected answers of governance.yaml; exit 1 on disagreement."""
from math import exp, log, log2
from verify import verify


def skill():
    rows = [(0.85, 1), (0.30, 1), (0.10, 0), (0.60, 0), (0.95, 1), (0.20, 0), (0.40, 1), (0.70, 1), (0.05, 0), (0.50, 0)]
    base = sum(o for _, o in rows) / len(rows)
    brier = sum((p - o) ** 2 for p, o in rows) / len(rows)
    return 1 - brier / (base * (1 - base))


def total_compute():
    return 6 * 70e9 * 15e12 + 6 * 70e9 * 1.2e12 + 2 * 405e9 * 0.6e12 + (2 + 6) * 70e9 * 0.09e12


def season_heat():
    """Megajoules: 6 per kg boiled, 2 per kg dried or dissolved; sacks of 70 kg, big bags of 405 kg."""
    return 6 * 70 * 15e6 + 6 * 70 * 1.2e6 + 2 * 405 * 0.6e6 + (2 + 6) * 70 * 0.09e6


def doubling(points):
    n = len(points)
    mx = sum(x for x, _ in points) / n
    my = sum(log2(y) for _, y in points) / n
    slope = sum((x - mx) * (log2(y) - my) for x, y in points) / sum((x - mx) ** 2 for x, _ in points)
    return 1 / slope


HORIZONS = [(2, 4.5), (10, 7.0), (14, 9.5), (17, 18), (20, 24), (25, 52), (28, 88)]


def cited_within(limit):
    events = [31, 34, 38, 41, 44, 47, 52, 60]
    durations = events + [36, 49]
    alive = 1.0
    for t in sorted(e for e in events if e <= limit):
        alive *= 1 - 1 / sum(d >= t for d in durations)
    return 1 - alive


def hhi_merged():
    return (34 + 11 + 8) ** 2 + 25**2 + 17**2 + 11 * (5 / 11) ** 2


def pooled_odds():
    ps = [0.02, 0.05, 0.10, 0.15, 0.30, 0.70]
    odds = exp(sum(log(p / (1 - p)) for p in ps) / len(ps))
    return odds / (1 + odds)


def with_evaluation():
    fit, unfit = 0.70 * 0.90, 0.30 * 0.20
    return fit * 2.4 - unfit * 5.0 - (fit + unfit) * 0.10 - 0.12


def poststratified():
    rows = [(285, 131, 0.14), (110, 68, 0.22), (330, 198, 0.17), (215, 159, 0.47)]
    return 100 * sum(share * yes / n for n, yes, share in rows)


def cost_2030():
    cost = 0.09
    for year in range(6):
        cost *= 2.4 - 0.2 * year
    return cost


def favourable_fine():
    """Small enterprise, own turnover of 2024, one infringement, raised by 40 % and then cut by one third."""
    return min(12, 0.025 * 362) * 1.4 * 2 / 3


ANSWERS = {
    "gov-brier-decomposition": skill(),
    "gov-twin-rain-brier": skill(),
    "gov-compute-threshold-calc": total_compute(),
    "gov-twin-sugar-threshold": season_heat(),
    "gov-doubling-time-fit": doubling(HORIZONS),
    "gov-twin-bamboo-doubling": doubling(HORIZONS),
    "gov-hhi-cloud": hhi_merged(),
    "gov-twin-bakery-hhi": hhi_merged(),
    "gov-odds-pooling": pooled_odds(),
    "gov-twin-orchid-pooling": pooled_odds(),
    "gov-voi-evaluation": with_evaluation(),
    "gov-twin-well-test": with_evaluation(),
    "gov-poststratify-poll": poststratified(),
    "gov-twin-library-poll": poststratified(),
    "gov-training-cost-extrapolation": cost_2030(),
    "gov-fine-calculation": favourable_fine(),
    "gov-reference-class-forecast": cited_within(48),
}

if __name__ == "__main__":
    verify("governance", ANSWERS)
