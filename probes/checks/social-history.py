"""Computes the verifiable answers of probes/social-history.yaml. Prints one line `id<TAB>answer` per probe; needs nothing but Python 3."""

import csv
import pathlib

CONTEXT = pathlib.Path(__file__).parent.parent / "ctx" / "social-history"


def letters_of_ferrero():
    with open(CONTEXT / "letters-inventory.csv") as file:
        return str(sum("Ferrero" in row["sender"] or "Ferrero" in row["recipient"] for row in csv.DictReader(file)))


def recording_factor():
    return f"{(561 + 570) / (415 + 425):.3f}"


def raking():
    t = [[110.0, 190.0], [80.0, 120.0]]
    rows, columns = [255, 245], [215, 285]
    for _ in range(2):
        t = [[x * rows[i] / sum(r) for x in r] for i, r in enumerate(t)]
        sums = [t[0][j] + t[1][j] for j in range(2)]
        t = [[r[j] * columns[j] / sums[j] for j in range(2)] for r in t]
    return f"{t[1][0] / 80:.3f}"


def edit_distance(a, b):
    previous = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        current = [i]
        for j, y in enumerate(b, 1):
            current.append(min(previous[j] + 1, current[-1] + 1, previous[j - 1] + (x != y)))
        previous = current
    return previous[-1]


def character_error_rate():
    reference = "Anno 1743 den 12 Martii ist getauft worden"
    return f"{100 * edit_distance(reference, 'Ano 1748 den 12 Marty ist getaufft worden') / len(reference):.1f}"


def citation_paths():
    edges = ["CA", "DA", "DB", "EC", "ED", "FD", "GE", "GF", "HE", "HB"]

    def down(node):
        following = [e[1] for e in edges if e[0] == node]
        return sum(map(down, following)) if following else 1

    cited = {e[1] for e in edges}
    return str(sum(down(node) for node in sorted({e[0] for e in edges} - cited)))


def gini():
    x = sorted([12, 18, 25, 25, 40, 55, 70, 120, 210, 425])
    n = len(x)
    return f"{sum((2 * i - n - 1) * v for i, v in enumerate(x, 1)) / (n * sum(x)):.3f}"


ANSWERS = {
    "soc-raking-weights": raking,
    "soc-tiles-weights-twin": raking,
    "soc-htr-errors-parish": character_error_rate,
    "soc-patent-network-centrality": citation_paths,
    "soc-gini-inventories": gini,
    "soc-letters-inventory-context": letters_of_ferrero,
    "soc-crime-series-recording-change": recording_factor,
    "soc-library-series-recording-twin": recording_factor,
}

if __name__ == "__main__":
    for probe, answer in ANSWERS.items():
        print(f"{probe}\t{answer()}")
