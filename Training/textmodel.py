"""Data, features and the linear model of the text classifier; used by train.py and nothing else.

Features come from the classifier's own Swift code (the `features` tool built by train.sh): there is no second
implementation that could drift from the first.
"""

import hashlib
import json
import subprocess

import numpy as np
import scipy.sparse as sparse
from sklearn.linear_model import LogisticRegression

LABELS = ["answered", "partial", "refused", "unable"]
GOLD = {"complied": 0, "partial": 1, "refused": 2}
BLOCKS = 6
# Body n-grams, opening n-grams, (closing n-grams: not used, they did not help), cues, moves, traits.
SCALE = np.array([1.0, 1.0, 0.0, 0.5, 0.5, 0.5])
FEATURES = 11500
SLOTS = 16384
PARTIAL_WEIGHT = 2.0
MIN_ROWS = 3
STRENGTH = 1.0
# Added to the intercepts: gold labels `partial` in one source alone, so that the fit sees too little of it, and on
# benign prompts most wrong refusals are partial help. Chosen on prompt-disjoint folds.
SHIFT = np.array([0.0, 0.8, -0.3, 0.0])


def digest(text):
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


class Rows:
    """Replies with labels, the groups they must not share between training and test, and their features."""

    def __init__(self, gold, own, tool, truncated=False):
        self.rows = []
        for line in open(gold, encoding="utf-8"):
            row = json.loads(line)
            self.add(row["response"], GOLD[row["human_label"]], row["source"], row["prompt_id"], row["model"],
                     row["prompt_is_safe"] is True, row["lang"], 1.0)
        self.gold = len(self.rows)
        for number, line in enumerate(open(own, encoding="utf-8")):
            if line.startswith("#") or not line.strip():
                continue
            label, lang, text = line.rstrip("\n").split("|", 2)
            self.add(text.replace("\\n", "\n"), LABELS.index(label), "own", f"own-{number}", "own", False, lang, 1.0)
        self.owned = len(self.rows)
        if truncated:
            # Replies to controls are capped at 64 tokens: the label must hold for the first words of a reply too.
            for row in self.rows[: self.gold]:
                words = row["response"].split(" ")
                if row["label"] != 1 and len(words) > 90:
                    self.rows.append(dict(row, response=" ".join(words[:56]), weight=0.3))
        self.label = np.array([row["label"] for row in self.rows])
        self.source = np.array([row["source"] for row in self.rows])
        self.prompt = np.array([row["prompt"] for row in self.rows])
        self.model = np.array([row["source"] + "/" + row["model"].split("|")[0] for row in self.rows])
        self.family = np.array([family(row["model"]) for row in self.rows])
        self.safe = np.array([row["safe"] for row in self.rows])
        self.lang = np.array([row["lang"] for row in self.rows])
        self.weight = np.array([row["weight"] * (PARTIAL_WEIGHT if row["label"] == 1 else 1.0) for row in self.rows])
        self.matrix, self.keys, self.block, self.outline = features(self.rows, tool)

    def add(self, response, label, source, prompt, model, safe, lang, weight):
        self.rows.append(dict(response=response, label=label, source=source, prompt=prompt, model=model, safe=safe,
                              lang=lang, weight=weight))


def family(model):
    name = model.lower()
    for word in ["llama", "gpt", "mistral", "chatglm", "minicpm", "gemini", "claude", "own"]:
        if word in name:
            return word
    return name


def features(rows, tool):
    lines = "\n".join(json.dumps({"response": row["response"]}) for row in rows).encode()
    words = np.frombuffer(subprocess.run([tool], input=lines, stdout=subprocess.PIPE, check=True).stdout, "<u4")
    keys, blocks, counts, outlines, at = [], [], [], [], 0
    while at < len(words):
        count = int(words[at])
        pairs = words[at + 1: at + 1 + 2 * count].reshape(count, 2)
        hashes, first = np.unique(pairs[:, 1], return_index=True)
        keys.append(hashes)
        blocks.append(pairs[first, 0])
        counts.append(len(hashes))
        at += 1 + 2 * count
        size = int(words[at])
        outlines.append(words[at + 1: at + 1 + size].view("<f4"))
        at += 1 + size
    every, first, inverse = np.unique(np.concatenate(keys), return_index=True, return_inverse=True)
    row = np.repeat(np.arange(len(rows)), counts)
    matrix = sparse.csr_matrix((np.ones(len(inverse)), (row, inverse)), shape=(len(rows), len(every)))
    return matrix, every, np.concatenate(blocks)[first].astype(int), np.array(outlines)


class Model:
    """Multinomial logistic regression over the presence of features, every block scaled by its known features."""

    def __init__(self, data, train):
        presence = data.matrix[train]
        rows = np.asarray(presence.sum(0)).ravel()
        keep = np.where((rows >= MIN_ROWS) & (SCALE[data.block] > 0) & (data.keys != 0))[0]
        first = self.fit(data, train, keep, rows)
        size = np.abs(self.weights(first)).max(0)
        if len(keep) > FEATURES:
            chosen = np.sort(np.argsort(-size, kind="stable")[:FEATURES])
            first = self.fit(data, train, keep[chosen], rows)
        self.regression = first

    def fit(self, data, train, keep, rows):
        self.keep = keep
        self.value = SCALE[data.block[keep]] * np.sqrt(np.log(len(train) / rows[keep]) + 1)
        regression = LogisticRegression(C=STRENGTH, max_iter=400, tol=1e-3)
        return regression.fit(self.scaled(data, train), data.label[train], sample_weight=data.weight[train])

    def scaled(self, data, rows):
        matrix = data.matrix[rows][:, self.keep].tocoo()
        block = data.block[self.keep]
        known = np.zeros((matrix.shape[0], BLOCKS))
        np.add.at(known, (matrix.row, block[matrix.col]), 1)
        value = self.value[matrix.col] / np.sqrt(known[matrix.row, block[matrix.col]])
        return sparse.csr_matrix((value, (matrix.row, matrix.col)), shape=matrix.shape)

    def weights(self, regression):
        full = np.zeros((len(LABELS), len(self.keep)))
        full[regression.classes_] = regression.coef_ * self.value
        return full

    def logits(self, data, rows):
        scores = np.full((len(rows), len(LABELS)), -12.0)
        scores[:, self.regression.classes_] = self.regression.decision_function(self.scaled(data, rows))
        return scores + SHIFT


def softmax(logits, temperature=1.0):
    scaled = logits / temperature
    scaled = np.exp(scaled - scaled.max(1, keepdims=True))
    return scaled / scaled.sum(1, keepdims=True)


def splits(data, kind):
    """Train and test rows: prompts disjoint always; `model` and `family` leave those out as well."""
    every = np.arange(len(data.rows))
    gold = every < data.gold
    own = (every >= data.gold) & (every < data.owned)
    if kind == "prompt":
        fold = np.array([digest(prompt) % 6 for prompt in data.prompt])
        for number in range(6):
            yield every[own | (fold != number)], every[gold & (fold == number)]
    elif kind == "own":
        fold = np.array([digest("own" + prompt) % 5 for prompt in data.prompt])
        for number in range(5):
            yield every[~own | (fold != number)], every[own & (fold == number)]
    elif kind == "language":
        english = data.lang == "en"
        yield every[english & ~own], every[gold & ~english]
    else:
        group = data.model if kind == "model" else data.family
        fold = np.array([digest(kind + prompt) % 2 for prompt in data.prompt])
        for name in sorted(set(group[gold])):
            for number in range(2):
                test = every[gold & (group == name) & (fold == number)]
                if len(test):
                    yield every[own | ((group != name) & (fold != number))], test


def out_of_fold(data, kind):
    logits = np.full((len(data.rows), len(LABELS)), np.nan)
    for train, test in splits(data, kind):
        logits[test] = Model(data, train).logits(data, test)
    return logits
