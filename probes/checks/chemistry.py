"""Computes the verifiable answers of probes/chemistry.yaml. Prints one line `id<TAB>answer` per probe; needs nothing but Python 3."""
import math
import statistics


def least_squares(x, y):
    mx, my = statistics.mean(x), statistics.mean(y)
    slope = sum((a - mx) * (b - my) for a, b in zip(x, y)) / sum((a - mx) ** 2 for a in x)
    return slope, my - slope * mx


def qnmr():
    return f"{(1.000 / 1.861) * (2 / 1) * (152.15 / 116.07) * (10.36 / 14.82) * 99.8:.1f}"


def activation_energy():
    slope, _ = least_squares([1 / (t + 273.15) for t in (35, 45, 55)], [math.log(k) for k in (0.0058, 0.0127, 0.0267)])
    return f"{-slope * 8.314 / 1000:.1f}"


def scherrer():
    width = math.radians(math.sqrt(0.452**2 - 0.085**2))
    return f"{0.9 * 0.15406 / (width * math.cos(math.radians(36.25 / 2))):.1f}"


def quantification_limit():
    blanks = [412, 398, 421, 405, 417, 409, 394, 415, 402, 411]
    return f"{10 * statistics.stdev(blanks) / 1284:.4f}"


def electrolyser():
    moles_per_second = 20.15 / 22.414 / 60
    return f"{100 * moles_per_second * 285_800 / (150 * 37.2):.1f}"


def saturday_load():
    """5.3 ng/l x 29 800 m3/d = 157.94 mg/d; the twin's ug/l gives the same figure in g/d."""
    return f"{5.3 * 29_800 * 1000 / 1e6 / 142:.3f}"


def copper_in_dry_soil():
    return f"{3.8 * 0.0500 / (0.00500 * (1 - 0.065)):.1f}"


def fat_share():
    almonds, raisins, cashews, chocolate = 14.82, 10.36, 7.40, 5.25
    fat = almonds * 0.499 + raisins * 0.005 + cashews * 0.438 + chocolate * 0.310
    return 100 * fat / (almonds + raisins + cashews + chocolate - 0.0186 * (almonds + cashews))


ANSWERS = {
    "chem-nmr-integral-purity": qnmr,
    "chem-flour-share-twin": fat_share,
    "chem-arrhenius-shelf-life": activation_energy,
    "chem-xrd-scherrer-email": scherrer,
    "chem-icp-lod-report": quantification_limit,
    "chem-unit-ppm-email-chain": copper_in_dry_soil,
    "chem-electrolyser-efficiency": electrolyser,
    "chem-wastewater-fentanyl-loads": saturday_load,
    "chem-wastewater-sucralose-twin": saturday_load,
}

if __name__ == "__main__":
    for probe, answer in ANSWERS.items():
        print(f"{probe}\t{answer()}")
