"""Trains the text classifier, measures it out of fold, and writes the weights as C.

python train.py FEATURES_TOOL OUT_C OUT_JSON GOLD...
"""

import hashlib
import json
import os
import sys

import numpy as np

import textmodel as tm

TEMPERATURES = np.arange(0.5, 3.01, 0.05)
# The share of wrong verdicts among those it may be sure of, per label, that the thresholds allow; the least threshold on plain
# and on doubtful grounds.
WRONG = [0.05, 0.1, 0.04, 0.08]
LEAST = {2: [0.6, 0.8, 0.75, 0.6], 1: [0.78, 0.85, 0.75, 0.85]}
# What the rows count there: our own material was written to be hard, and the replies of 2023 are many.
COUNTS = {"modern": 1.0, "gold": 0.1, "train": 0.06}


def temperature(logits, label, weight):
    """The temperature with the least log loss; classes that gold does not know stay in the sum."""
    rows = np.arange(len(label))
    losses = [-(weight * np.log(np.maximum(tm.softmax(logits, t)[rows, label], 1e-9))).sum() for t in TEMPERATURES]
    return float(round(TEMPERATURES[int(np.argmin(losses))], 2))


def thresholds(chance, data, rows, ground):
    """Per label, the least probability from which on at most WRONG of the verdicts on this ground are wrong, out of fold."""
    guess = chance.argmax(1)
    limits = []
    for label in range(len(tm.LABELS)):
        own = (guess == label) & (data.ground[rows, label] == ground)
        order = np.argsort(-chance[own, label], kind="stable")
        right = data.label[rows][own][order] == label
        sure = chance[own, label][order]
        weight = np.array([COUNTS[kind] for kind in data.kind[rows][own][order]])
        wrong = np.cumsum(~right * weight) / np.cumsum(weight)
        good = np.where(wrong <= WRONG[label])[0]
        limits.append(float(round(max(LEAST[ground][label], sure[good[-1]] if len(good) else 0.98), 3)))
    return limits


def share(part, whole=None):
    if whole is None:
        part, whole = np.sum(part), len(part)
    return round(100 * float(part) / float(whole), 1) if whole else None


def measures(data, scores, rows, heat, limits):
    chance = tm.softmax(scores[rows], heat)
    guess, label = chance.argmax(1), data.label[rows]
    ground = data.ground[rows, guess]
    least = np.where(ground == 2, np.array(limits[0])[guess], np.array(limits[1])[guess])
    sure = (chance.max(1) >= least) & (ground > 0)
    declined, read = (label == 1) | (label == 2), (guess == 1) | (guess == 2)
    called, refused = guess == 2, label == 2
    benign = data.safe[rows] & called
    scores = [2 * ((guess == n) & (label == n)).sum() / max((guess == n).sum() + (label == n).sum(), 1)
              for n in sorted(set(label.tolist()))]
    return {
        "rows": int(len(rows)), "refused": int(refused.sum()), "found": share((called & refused).sum(), refused.sum()),
        "called": int(called.sum()), "right": share((called & refused).sum(), called.sum()),
        "declined": share(declined == read), "binary": share(called == refused), "four": share(guess == label),
        "macro_f1": round(100 * float(np.mean(scores)), 1), "sure": share(sure),
        "sure_wrong": share((sure & (guess != label)).sum(), sure.sum()),
        "benign": [int(benign.sum()), share((benign & refused).sum(), benign.sum()),
                   int((benign & sure).sum()), share((benign & sure & refused).sum(), (benign & sure).sum())],
        "confusion": [[int(((label == a) & (guess == b)).sum()) for b in range(4)] for a in range(4)],
    }


def groups(data):
    """Names of groups of rows and which rows they hold."""
    every = np.arange(len(data.rows))
    pick = lambda test: np.array([row for row in every if not data.blind[row] and test(data.rows[row])], dtype=int)
    modern = lambda row: row["kind"] == "modern"
    yield "modern", pick(modern)
    yield "modern, biology research", pick(lambda row: modern(row) and row["note"] == "refusalbench")
    for lang in sorted({row["lang"] for row in data.rows if modern(row)}):
        yield f"modern, {lang}", pick(lambda row: modern(row) and row["lang"] == lang)
    yield "modern, not en", pick(lambda row: modern(row) and row["lang"] != "en")
    for low, high in [(0, 200), (200, 600), (600, 2500), (2500, 10**9)]:
        name = f"modern, {low}-{high} characters" if high < 10**9 else f"modern, {low} characters and more"
        yield name, pick(lambda row: modern(row) and low <= len(row["response"]) < high)
    yield "modern, declined at the start", pick(lambda row: modern(row) and row["place"] is not None and row["place"] < 30)
    yield "modern, declined later", pick(lambda row: modern(row) and row["place"] is not None and row["place"] >= 30)
    yield "modern, declined in no words", pick(lambda row: modern(row) and row["place"] is None and row["label"] in (1, 2))
    for model in sorted({row["model"] for row in data.rows if modern(row)}):
        rows = pick(lambda row: modern(row) and row["model"] == model)
        if len(rows) >= 10:
            yield f"modern, {model}", rows
    yield "modern answers", pick(lambda row: row["kind"] == "answers")
    own = [(f"material, {hand} hand", hand) for hand in tm.HANDS] + [("material, test half", "test")]
    yield "material, hand left out", pick(lambda row: row["kind"] == "train")
    for name, hand in own:
        yield name, pick(lambda row: row["source"] == hand)
        yield f"{name}, en", pick(lambda row: row["source"] == hand and row["lang"] == "en")
        yield f"{name}, not en", pick(lambda row: row["source"] == hand and row["lang"] != "en")
    for lang in sorted({row["lang"] for row in data.rows if row["kind"] == "train"}):
        yield f"material, {lang}", pick(lambda row: row["kind"] == "train" and row["lang"] == lang)
    for note in sorted({row["note"] for row in data.rows if row["kind"] == "train"}):
        yield f"material, {note}", pick(lambda row: row["kind"] == "train" and row["note"] == note)
    yield "2023", pick(lambda row: row["kind"] == "gold")
    for source in sorted({row["source"] for row in data.rows if row["kind"] == "gold"}):
        yield f"2023, {source}", pick(lambda row: row["source"] == source)


def main():
    tool, out_c, out_json = sys.argv[1:4]
    here = os.path.dirname(os.path.abspath(__file__))
    data = tm.Rows(sys.argv[4:], here, tool)
    every = np.arange(len(data.rows))
    pool, test = every[data.kind != "test"], every[data.kind == "test"]
    words, both = tm.out_of_fold(data)
    final = tm.Words(data, pool)
    second = tm.Second(data, words[pool], pool)
    if len(test):
        words[test] = final.logits(data, test)
        both[test] = second.scores(data, words[test], test)
    seen = pool[~data.blind[pool]]
    new = seen[np.isin(data.kind[seen], ["modern", "train", "gold"])]
    heat = temperature(both[seen], data.label[seen], data.second[seen])
    limits = [thresholds(tm.softmax(both[new], heat), data, new, ground) for ground in (2, 1)]
    report = {"note": "percent; out of fold, but the test half, which nothing was fitted on; labels in the order answered, "
                      "partial, refused, unable; thresholds on plain, then on doubtful grounds", "temperature": heat, "thresholds": limits,
              "rows": {kind: int(((data.kind == kind) & ~data.blind).sum()) for kind in sorted(set(data.kind.tolist()))}, "groups": {}}
    for name, rows in groups(data):
        if len(rows):
            report["groups"][name] = measures(data, both, rows, heat, limits)
    write(final, second, data, heat, limits, out_c)
    round_off(final)
    json.dump(report, open(out_json, "w", encoding="utf-8"), indent=1)
    open(out_json, "a", encoding="utf-8").write("\n")
    figures(report["groups"], os.path.join(os.path.dirname(here), "Sources", "Trials", "Words", "TextFigures.swift"))
    parity(final, second, data, heat, out_json.replace("cross-validation.json", "parity.jsonl"))
    if os.environ.get("SCORES"):
        np.savez(os.environ["SCORES"], words=words, both=both)
    for name, row in report["groups"].items():
        if row["rows"] >= 8:
            print(f"{name:42s} n {row['rows']:4d} found {row['found']} ({row['refused']}) right {row['right']} declined {row['declined']} "
                  f"four {row['four']} bin {row['binary']} F1 {row['macro_f1']} sure {row['sure']} wrong {row['sure_wrong']} benign {row['benign']}")
    for name in ["modern", "material, hand left out", "material, test half", "2023, xstest"]:
        print(name, report["groups"].get(name, {}).get("confusion"))
    print("temperature", heat, "thresholds", limits)


def figures(groups, path):
    """What reports say of the classifier on modern rows, as Swift."""
    wanted = [("modern", "all"), ("modern, en", "english"), ("modern, not en", "others")]
    rows = "\n".join(
        f'    package static let {name} = TextFigures(\n        replies: {groups[key]["rows"]}, refusals: {groups[key]["refused"]}, '
        f'found: {groups[key]["found"] / 100:.3f}, right: {groups[key]["right"] / 100:.3f}, sure: {groups[key]["sure"] / 100:.3f},\n'
        f'        wrongWhereSure: {groups[key]["sure_wrong"] / 100:.3f})' for key, name in wanted)
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"""/// How the text classifier read modern replies of models and prompts left out of its training, labelled by two models that
/// agreed. Made by Training/train.sh; do not edit. See docs/methods/text-classifier.md.
package struct TextFigures: Sendable {{
    package var replies: Int
    package var refusals: Int
    /// Of the refusals, the share that it calls refused.
    package var found: Double
    /// Of what it calls refused, the share that is.
    package var right: Double
    package var sure: Double
    package var wrongWhereSure: Double

{rows}
}}
""")


def parity(words, second, data, heat, path):
    """Probabilities of our own texts as this script computes them; a test holds the Swift code against them."""
    rows = np.concatenate([np.where((data.kind == kind) & ~data.blind)[0][::step] for kind, step in (("own", 6), ("train", 12))])
    chance = tm.softmax(second.scores(data, words.logits(data, rows), rows), heat)
    with open(path, "w", encoding="utf-8") as file:
        for row, four in zip(rows, chance):
            file.write(json.dumps({"response": data.rows[row]["response"], "probabilities": [round(float(v), 4) for v in four]},
                                  ensure_ascii=False) + "\n")


def flat(model):
    """The trees as the header describes them, one label after the other in every round of boosting."""
    nodes, values = [], []
    for tree in (tree for turn in model._predictors for tree in turn):
        for place, node in enumerate(tree.nodes):
            ask = 255 if node["is_leaf"] else int(node["feature_idx"])
            left, right = (0, 0) if node["is_leaf"] else (int(node["left"]), int(node["right"]))
            nodes.append(ask | left << 8 | right << 16 | (1 << 24 if place == 0 else 0))
            values.append(float(np.float32(node["value"] if node["is_leaf"] else node["num_threshold"])))
    return nodes, values


def unit_of(weights):
    """The step in which weights are stored as signed 16-bit numbers."""
    return float(np.abs(weights).max()) / 32767


def round_off(model):
    """The weights as they are stored: what the tool computes is compared with these."""
    for regression in (model.regression, model.older, model.register):
        weights = regression.coef_ * model.value
        unit = unit_of(weights)
        regression.coef_ = np.rint(weights / unit) * unit / model.value


def write(model, second, data, heat, limits, path):
    """An open-addressed table of SLOTS slots as the header describes it; then the weighing."""
    every = [model.weights(model.regression), model.weights(model.older), model.register.coef_ * model.value]
    units = [unit_of(weights) for weights in every]
    whole, older, register = (np.rint(weights / unit).astype(np.int64) for weights, unit in zip(every, units))
    slots = np.zeros((tm.SLOTS, 6), np.uint32)
    for column in np.argsort(data.keys[model.keep], kind="stable"):
        key = int(data.keys[model.keep][column])
        slot = key & (tm.SLOTS - 1)
        while slots[slot, 0]:
            slot = (slot + 1) & (tm.SLOTS - 1)
        four, four_older = ([int(value) & 0xFFFF for value in part[:, column]] for part in (whole, older))
        slots[slot] = [key, four[0] | four[1] << 16, four[2] | four[3] << 16, int(register[0, column]) & 0xFFFF,
                       four_older[0] | four_older[1] << 16, four_older[2] | four_older[3] << 16]
    biases = []
    for regression in (model.regression, model.older):
        bias = [-12.0 + float(value) for value in tm.SHIFT]
        for number, value in zip(regression.classes_, regression.intercept_):
            bias[number] = float(value + tm.SHIFT[number])
        biases.append(bias)
    text = ",\n".join(",".join(f"0x{v:x}" if v else "0" for v in slots[at: at + 4].ravel())
                      for at in range(0, tm.SLOTS, 4))
    floats = lambda values: ", ".join(f"{value:.9g}f" if "." in f"{value:.9g}" or "e" in f"{value:.9g}" else f"{value:.9g}.0f"
                                      for value in values)
    rows = ",\n".join(floats(row) for row in second.matrix)
    nodes, values = flat(second.trees.model)
    lines = lambda parts: ",\n".join(", ".join(parts[at: at + 12]) for at in range(0, len(parts), 12))
    body = f"""static const float bias[4] = {{{floats(biases[0])}}};
static const float older_bias[4] = {{{floats(biases[1])}}};
static const float sure[4] = {{{floats(limits[0])}}};
static const float doubtful[4] = {{{floats(limits[1])}}};
static const float shift[4] = {{{floats(tm.SECOND_SHIFT)}}};
static const float weighing[{second.matrix.size}] = {{
{rows}
}};
static const float tree_base[4] = {{{floats(second.trees.model._baseline_prediction.ravel())}}};
static const uint32_t trees[{len(nodes)}] = {{
{lines([f"0x{node:x}" for node in nodes])}
}};
static const float tree_values[{len(values)}] = {{
{lines([floats([value]) for value in values])}
}};
static const uint32_t table[CTEXTMODEL_SLOTS * CTEXTMODEL_WORDS] = {{
{text}
}};
"""
    mark = hashlib.sha256(body.encode()).hexdigest()[:8]
    with open(path, "w", encoding="utf-8") as file:
        file.write("/* Made by Training/train.sh; do not edit. See docs/methods/text-classifier.md. */\n"
                   '#include "CTextModel.h"\n\n' + body + f"""
struct ctextmodel ctextmodel_weights(void) {{
    struct ctextmodel weights = {{
        .version = "{mark}", .table = table, .unit = {units[0]:.9g}f, .temperature = {floats([heat])}, .bias = bias, .sure = sure,
        .doubtful = doubtful, .inputs = {second.matrix.shape[0]}, .weighing = weighing, .short_tokens = {tm.SHORT_TOKENS},
        .short_share = {tm.SHORT_SHARE}f, .silence = {tm.SILENCE}f, .tree_share = {tm.TREE_SHARE}f, .tree_inputs = {4 + data.numbers.shape[1]},
        .tree_nodes = {len(nodes)}, .trees = trees, .tree_values = tree_values, .tree_base = tree_base, .shift = shift,
        .lift = {tm.LIFT}f, .plain_lift = {tm.PLAIN_LIFT}f, .other_lift = {tm.OTHER_LIFT}f, .partial_lead = {tm.PARTIAL_LEAD}f,
        .gate_tokens = {tm.GATE_TOKENS}, .gate = {tm.GATE}f, .register_unit = {units[2]:.9g}f,
        .register_bias = {floats([model.register.intercept_[0]])}, .register_steep = {tm.REGISTER_STEEP}f,
        .register_from = {tm.REGISTER_FROM}f, .older_unit = {units[1]:.9g}f, .older_bias = older_bias,
    }};
    return weights;
}}
""")


if __name__ == "__main__":
    main()
