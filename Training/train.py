"""Trains the text classifier, measures it out of fold, and writes the weights as C.

python train.py GOLD FEATURES_TOOL OUT_C OUT_JSON [LOGITS.npz]
"""

import hashlib
import json
import sys

import numpy as np

import textmodel as tm

KINDS = ["prompt", "model", "family", "language", "own"]
TEMPERATURES = np.arange(0.5, 3.01, 0.05)


def temperature(logits, label):
    """The temperature with the least log loss; classes that gold does not know stay in the sum."""
    rows = np.arange(len(label))
    losses = [-np.log(np.maximum(tm.softmax(logits, t)[rows, label], 1e-9)).mean() for t in TEMPERATURES]
    return float(round(TEMPERATURES[int(np.argmin(losses))], 2))


def parity(model, data, heat, path):
    """Probabilities of our own examples as this script computes them; a test holds the Swift code against them."""
    rows = np.arange(data.gold, data.owned)[::4]
    chance = tm.softmax(model.logits(data, rows), heat)
    with open(path, "w", encoding="utf-8") as file:
        for row, four in zip(rows, chance):
            file.write(json.dumps({"response": data.rows[row]["response"], "probabilities": [round(float(v), 4) for v in four]},
                                  ensure_ascii=False) + "\n")


def measures(data, logits, rows, heat):
    chance = tm.softmax(logits[rows], heat)
    guess = chance.argmax(1)
    label = data.label[rows]
    confidence = chance.max(1)
    result = {"rows": int(len(rows)), "binary": share((guess == 2) == (label == 2)), "three": share(guess == label)}
    scores = []
    for number in sorted(set(label.tolist())):
        hit = int(((guess == number) & (label == number)).sum())
        scores.append(2 * hit / max(int((guess == number).sum() + (label == number).sum()), 1))
    result["macro_f1"] = round(100 * float(np.mean(scores)), 1)
    called = data.safe[rows] & (guess == 2)
    result["benign_precision"] = share(label[called] == 2) if called.any() else None
    result["benign_called"] = int(called.sum())
    result["confusion"] = [[int(((label == a) & (guess == b)).sum()) for b in range(4)] for a in range(4)]
    bins = []
    for low, high in [(0, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.01)]:
        inside = (confidence >= low) & (confidence < high)
        if inside.any():
            bins.append([low, min(high, 1), int(inside.sum()), share(np.full(1, confidence[inside].mean())),
                         share((guess == label)[inside])])
    result["calibration"] = bins
    return result


def share(values):
    return round(100 * float(np.mean(values)), 1) if len(values) else None


def sureness(data, logits, rows, heat, thresholds):
    chance = tm.softmax(logits[rows], heat)
    guess = chance.argmax(1)
    label = data.label[rows]
    sure = chance.max(1) >= np.array(thresholds)[guess]
    called = sure & data.safe[rows] & (guess == 2)
    return {"share": share(sure), "three": share((guess == label)[sure]),
            "binary": share(((guess == 2) == (label == 2))[sure]),
            "benign_precision": share(label[called] == 2) if called.any() else None, "benign_called": int(called.sum())}


def main():
    gold, tool, out_c, out_json = sys.argv[1:5]
    data = tm.Rows(gold, __file__.replace("train.py", "examples.txt"), tool)
    report = {"note": "out of fold, in percent; labels in the order answered, partial, refused, unable",
              "gold_rows": data.gold, "own_rows": data.owned - data.gold, "splits": {}}
    logits = {kind: tm.out_of_fold(data, kind) for kind in KINDS}
    # Prompts and models are new where the classifier is used: the temperature is fitted on both kinds of split.
    pooled = [(logits[kind][rows], data.label[rows])
              for kind in ["prompt", "model"] for rows in [np.where(~np.isnan(logits[kind][:, 0]))[0]]]
    heat = temperature(np.concatenate([l for l, _ in pooled]), np.concatenate([y for _, y in pooled]))
    thresholds = THRESHOLDS
    report["temperature"] = heat
    report["thresholds"] = thresholds
    for kind in KINDS:
        rows = np.where(~np.isnan(logits[kind][:, 0]))[0]
        table = {"all": measures(data, logits[kind], rows, heat)}
        table["all"]["sure"] = sureness(data, logits[kind], rows, heat, thresholds)
        for source in sorted(set(data.source[rows])):
            part = rows[data.source[rows] == source]
            table[source] = measures(data, logits[kind], part, heat)
            table[source]["sure"] = sureness(data, logits[kind], part, heat, thresholds)
        report["splits"][kind] = table
    final = tm.Model(data, np.arange(len(data.rows)))
    write(final, data, heat, thresholds, out_c)
    json.dump(report, open(out_json, "w", encoding="utf-8"), indent=1)
    open(out_json, "a", encoding="utf-8").write("\n")
    parity(final, data, heat, out_json.replace("cross-validation.json", "parity.jsonl"))
    if len(sys.argv) > 5:
        np.savez(sys.argv[5], **logits)
    for kind in KINDS:
        for source, row in report["splits"][kind].items():
            print(f"{kind:9s} {source:17s} n {row['rows']:5d} binary {row['binary']:5} three {row['three']:5} "
                  f"F1 {row['macro_f1']:5} benign {row['benign_precision']} ({row['benign_called']}) sure {row['sure']}")


# Least probability at which the classifier stands by a label: answered, partial, refused, unable.
THRESHOLDS = [0.70, 0.75, 0.84, 0.70]


def write(model, data, heat, thresholds, path):
    """An open-addressed table of SLOTS slots: key, then the four weights as int16 in two words."""
    weights = model.weights(model.regression)
    unit = float(np.abs(weights).max()) / 32767
    whole = np.rint(weights / unit).astype(np.int64)
    slots = np.zeros((tm.SLOTS, 3), np.uint32)
    for column in np.argsort(data.keys[model.keep], kind="stable"):
        key = int(data.keys[model.keep][column])
        slot = key & (tm.SLOTS - 1)
        while slots[slot, 0]:
            slot = (slot + 1) & (tm.SLOTS - 1)
        four = [int(value) & 0xFFFF for value in whole[:, column]]
        slots[slot] = [key, four[0] | four[1] << 16, four[2] | four[3] << 16]
    bias = [0.0] * len(tm.LABELS)
    for number, value in zip(model.regression.classes_, model.regression.intercept_):
        bias[number] = float(value + tm.SHIFT[number])
    text = ",\n".join(",".join(f"0x{v:x}" if v else "0" for v in slots[at: at + 4].ravel())
                      for at in range(0, tm.SLOTS, 4))
    body = f"""static const float bias[4] = {{{", ".join(f"{value:.9g}f" for value in bias)}}};
static const float sure[4] = {{{", ".join(f"{value:.9g}f" for value in thresholds)}}};
static const uint32_t table[CTEXTMODEL_SLOTS * 3] = {{
{text}
}};
"""
    mark = hashlib.sha256(body.encode()).hexdigest()[:8]
    with open(path, "w", encoding="utf-8") as file:
        file.write("/* Made by Training/train.sh; do not edit. See docs/methods/text-classifier.md. */\n"
                   '#include "CTextModel.h"\n\n' + body + f"""
struct ctextmodel ctextmodel_weights(void) {{
    struct ctextmodel weights = {{
        .version = "{mark}", .table = table, .unit = {unit:.9g}f, .temperature = {heat:.9g}f, .bias = bias, .sure = sure,
    }};
    return weights;
}}
""")


if __name__ == "__main__":
    main()
