"""Data, features and the models of the text classifier; used by train.py and nothing else.

Features come from the classifier's own Swift code (the `features` tool built by train.sh): there is no second
implementation that could drift from the first.
"""

import glob
import hashlib
import json
import os
import subprocess

import numpy as np
import scipy.sparse as sparse
from scipy.optimize import minimize
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

LABELS = ["answered", "partial", "refused", "unable"]
# Who wrote our own material, one folder a hand; `test` is none of them.
HANDS = ["first", "second", "third", "fifth", "sixth"]
GOLD = {"complied": 0, "answered": 0, "partial": 1, "refused": 2, "unable": 3}
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
# Our own material counts for a third among the words: it is written to be hard, in words that real models use less often.
OWN_WORDS = 0.35
# The weighing: weights of the rows by kind and the strength of its penalty; in short replies its share.
WEIGHING = {"modern": 3.0, "material": 0.9, "answers": 0.5, "own": 2.0, "other": 1.0}
PENALTY = 3.0
SHORT_TOKENS, SHORT_SHARE = 120, 0.4
SILENCE = 1.0
# What the blind copies count beside the replies themselves, among the words and in the weighing, and of which rows they are made.
BLIND_WORDS, BLIND, BLINDED = 0.4, 0.4, ("modern", "train", "gold", "own")
# The trees: small, few, and a good part of the scores.
TREES = dict(max_iter=60, learning_rate=0.12, max_leaf_nodes=6, min_samples_leaf=20, l2_regularization=5.0,
             early_stopping=False, random_state=0)
TREE_SHARE = 0.4
# Added to the averaged scores: partial answers are rare in training and common among wrong refusals on benign prompts.
SECOND_SHIFT = np.array([0.0, 0.35, -0.15, 0.0])
# What a ruling adds to its label, a plain refusal more, and by how much a ruled partial answer leads; without an act, what is
# taken from `refused` in replies of so many tokens. Chosen on left-out rows.
LIFT, PLAIN_LIFT, OTHER_LIFT, PARTIAL_LEAD = 1.5, 3.0, 4.0, 2.5
GATE_TOKENS, GATE = 60, 0.7
# The place of the signal `clean` of TextOutline: no act, no trace of one, no lack, nothing held back.
CLEAN = 28
# That of a reply without an act that hands something over in its first three sentences.
DELIVERS = -1
# The rows that the reader of older replies is fitted on: our own material was written to be hard, and costs it a point.
OLDER = ["gold", "own", "modern", "answers"]
# What modern replies count in telling the two registers apart; how steeply, and from what score on, that reader takes over.
REGISTER_MODERN, REGISTER_STEEP, REGISTER_FROM = 10.0, 3.0, 1.0
NONE = 4
# Columns of the words' scores: the labels, the register, the labels once more for older replies.
WIDTH = 2 * len(LABELS) + 1


def digest(text):
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


class Rows:
    """Replies with labels, the groups they must not share between training and test, and their features."""

    def __init__(self, golds, here, tool):
        self.rows = []
        for gold in golds:
            for line in open(gold, encoding="utf-8"):
                row = json.loads(line)
                label = GOLD[row.get("human_label", row.get("label"))]
                kind = "gold" if "human_label" in row else "modern" if "certainty" in row else "answers"
                source = row["source"] if kind == "gold" else kind
                self.add(row["response"], label, kind, source, str(row["prompt_id"]), row["model"],
                         row.get("prompt_is_safe") is True, row.get("lang") or "en", row.get("source"), row.get("decline_at"))
        for number, line in enumerate(open(os.path.join(here, "examples.txt"), encoding="utf-8")):
            if line.startswith("#") or not line.strip():
                continue
            label, lang, text = line.rstrip("\n").split("|", 2)
            self.add(text.replace("\\n", "\n"), LABELS.index(label), "own", "own", f"own-{number}", "own", False, lang, "own", None)
        for hand in HANDS + ["test"]:
            kind = "test" if hand == "test" else "train"
            for path in sorted(glob.glob(os.path.join(here, "material", hand, "*.jsonl"))):
                for line in open(path, encoding="utf-8"):
                    row = json.loads(line)
                    self.add(row["response"], GOLD[row["label"]], kind, hand, f"{hand}-{row['prompt_id']}", hand, False,
                             row["lang"], row["kind"], row["decline_at"])
        self.blindfold(tool)
        column = lambda key: np.array([row[key] for row in self.rows])
        self.blind = column("blind")
        self.label, self.kind, self.source, self.prompt = column("label"), column("kind"), column("source"), column("prompt")
        self.model, self.safe, self.lang = column("model"), column("safe"), column("lang")
        self.size = np.array([len(row["response"]) for row in self.rows])
        self.weight = np.where(self.kind == "answers", 0.5, 1.0) * np.where(self.label == 1, PARTIAL_WEIGHT, 1.0)
        self.weight *= np.where(self.kind == "train", OWN_WORDS, 1.0)
        kinds = {"modern": "modern", "train": "material", "answers": "answers", "own": "own"}
        self.second = np.array([WEIGHING[kinds.get(kind, "other")] for kind in self.kind])
        self.weight *= np.where(self.blind, BLIND_WORDS, 1.0)
        self.second *= np.where(self.blind, BLIND, 1.0)
        self.matrix, self.keys, self.block, self.numbers, self.signals, rest = features(self.rows, tool)
        self.ruling, self.silent, self.acts = rest[:, 0], rest[:, 1] > 0, rest[:, 2]
        self.ground, self.english, self.plain, self.tokens = rest[:, 3:7], rest[:, 7] > 0, rest[:, 8] > 0, rest[:, 9]

    def blindfold(self, tool):
        """A second copy of every refusal for training that holds an act, read without any word of declining.

        Not of partial answers: what they deliver looks like an answer, and is one without those words.
        """
        acts = features(self.rows, tool)[5][:, 2]
        self.rows += [dict(row, blind=True) for row, count in zip(self.rows, acts) if count and row["kind"] in BLINDED and row["label"] == 2]

    def add(self, response, label, kind, source, prompt, model, safe, lang, note, place):
        self.rows.append(dict(response=response, label=label, kind=kind, source=source, prompt=prompt, safe=safe, lang=lang,
                              model=source + "/" + model.split("|")[0] if kind == "gold" else model, note=note, place=place, blind=False))


def features(rows, tool):
    lines = "\n".join(json.dumps({"response": row["response"], "blind": row["blind"]}) for row in rows).encode()
    words = np.frombuffer(subprocess.run([tool], input=lines, stdout=subprocess.PIPE, check=True).stdout, "<u4")
    keys, blocks, counts, numbers, signals, rest, at = [], [], [], [], 0, [], 0
    while at < len(words):
        count = int(words[at])
        pairs = words[at + 1: at + 1 + 2 * count].reshape(count, 2)
        hashes, first = np.unique(pairs[:, 1], return_index=True)
        keys.append(hashes)
        blocks.append(pairs[first, 0])
        counts.append(len(hashes))
        at += 1 + 2 * count
        size = int(words[at])
        numbers.append(words[at + 1: at + 1 + size].view("<f4").astype(float))
        at += 1 + size
        signals = int(words[at])
        rest.append(words[at + 1: at + 11])
        at += 11
    every, first, inverse = np.unique(np.concatenate(keys), return_index=True, return_inverse=True)
    # A hash that stands for features of two blocks would be scaled by either: it gets no weight (keys of 0 are left out).
    block = np.concatenate(blocks).astype(int)
    low, high = np.full(len(every), BLOCKS), np.full(len(every), -1)
    np.minimum.at(low, inverse, block)
    np.maximum.at(high, inverse, block)
    every = np.where(low == high, every, 0)
    row = np.repeat(np.arange(len(rows)), counts)
    matrix = sparse.csr_matrix((np.ones(len(inverse)), (row, inverse)), shape=(len(rows), len(every)))
    numbers = np.array(numbers)
    return matrix, every, block[first], numbers, numbers[:, -signals:], np.array(rest).astype(int)


class Words:
    """Multinomial logistic regressions over the presence of features, every block scaled by its known features."""

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
        self.register = self.fit_register(data, train)
        older = train[np.isin(data.kind[train], OLDER)]
        self.older = self.regress(data, older)

    def fit_register(self, data, train):
        """Which replies sound like those of 2023, by the same features: there the words alone read best (see Second)."""
        weight = np.where(data.blind[train], BLIND_WORDS, 1.0) * np.where(data.kind[train] == "modern", REGISTER_MODERN, 1.0)
        regression = LogisticRegression(C=STRENGTH, max_iter=400, tol=1e-3)
        return regression.fit(self.scaled(data, train), data.kind[train] == "gold", sample_weight=weight)

    def fit(self, data, train, keep, rows):
        self.keep = keep
        self.value = SCALE[data.block[keep]] * np.sqrt(np.log(len(train) / rows[keep]) + 1)
        return self.regress(data, train)

    def regress(self, data, train):
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
        """What each feature adds to each label before its block is scaled; labels that the rows do not hold get nothing."""
        full = np.zeros((len(LABELS), len(self.keep)))
        full[regression.classes_] = regression.coef_ * self.value
        return full

    def logits(self, data, rows):
        """The scores of the labels, then that of the register, then the labels' by the reader of older replies."""
        scores = np.full((len(rows), WIDTH), -12.0)
        scaled = self.scaled(data, rows)
        for regression, first in ((self.regression, 0), (self.older, len(LABELS) + 1)):
            scores[:, first + regression.classes_] = regression.decision_function(scaled)
            scores[:, first:first + len(LABELS)] += SHIFT
        scores[:, len(LABELS)] = self.register.decision_function(scaled)
        return scores


def inputs(data, words, rows):
    """Signals, then the centred scores of the words in three roles: with an act, without, without and not English."""
    centred = np.clip(words - words.mean(1, keepdims=True), -6, 6) / 3
    act = (data.acts[rows] > 0)[:, None]
    foreign = ~data.english[rows][:, None]
    return np.hstack([data.signals[rows], centred * act, centred * ~act, centred * (~act & foreign)])


def weigh(data, words, rows):
    """Softmax regression on top of the words' scores, which stand as they are: it learns corrections alone."""
    x, y, weight, offset = inputs(data, words, rows), data.label[rows], data.second[rows], words
    hot = np.eye(len(LABELS))[y]

    def loss(flat):
        matrix = flat.reshape(x.shape[1], len(LABELS))
        chance = softmax(x @ matrix + offset)
        value = -(weight * np.log(np.maximum(chance[np.arange(len(y)), y], 1e-12))).sum() + PENALTY * (matrix**2).sum() / 2
        return value, (x.T @ (weight[:, None] * (chance - hot)) + PENALTY * matrix).ravel()

    start = np.zeros(x.shape[1] * len(LABELS))
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x.reshape(x.shape[1], len(LABELS))


class Trees:
    """Boosted trees over the centred scores of the words and the numbers of the reply."""

    def __init__(self, data, words, rows):
        self.model = HistGradientBoostingClassifier(**TREES)
        self.model.fit(self.inputs(data, words, rows), data.label[rows], sample_weight=data.second[rows])

    @staticmethod
    def inputs(data, words, rows):
        return np.hstack([words - words.mean(1, keepdims=True), data.numbers[rows]])

    def scores(self, data, words, rows):
        raw = self.model._raw_predict(self.inputs(data, words, rows))
        scores = np.full((len(rows), len(LABELS)), -12.0)
        scores[:, self.model.classes_] = raw
        return scores - scores.mean(1, keepdims=True)


class Second:
    """What stands behind the words: the linear weighing and the trees."""

    def __init__(self, data, words, rows):
        words = words[:, :len(LABELS)]
        self.matrix, self.trees = weigh(data, words, rows), Trees(data, words, rows)

    def scores(self, data, words, rows):
        """Where the register is that of 2023, the reader of older replies counts in place of the others."""
        words, register, older = words[:, :len(LABELS)], words[:, len(LABELS):len(LABELS) + 1], words[:, len(LABELS) + 1:]
        share = 1 / (1 + np.exp(-REGISTER_STEEP * (register - REGISTER_FROM)))
        scores = self.read(data, words, rows)
        # Where nothing is declined, held back or lacking, tone alone makes no partial answer and no refusal.
        clean = data.signals[rows, CLEAN] > 0
        scores[clean, 1] -= GATE
        scores[clean, 2] -= 2 * GATE
        # Still less where something is handed over.
        scores[clean & (data.signals[rows, DELIVERS] > 0), 2] -= GATE
        scores = share * (older - older.mean(1, keepdims=True)) + (1 - share) * scores
        ruling = data.ruling[rows]
        for label in (0, 3):
            scores[ruling == label, label] += OTHER_LIFT
        partial = ruling == 1
        if partial.any():
            scores[partial, 1] = np.maximum(scores[partial, 1], np.delete(scores[partial], 1, axis=1).max(1) + PARTIAL_LEAD)
        return scores

    def read(self, data, words, rows):
        linear = words + inputs(data, words, rows) @ self.matrix * np.where(data.tokens[rows] < SHORT_TOKENS, SHORT_SHARE, 1.0)[:, None]
        linear -= linear.mean(1, keepdims=True)
        linear[data.silent[rows], 2] -= SILENCE
        scores = (1 - TREE_SHARE) * linear + TREE_SHARE * self.trees.scores(data, words, rows) + SECOND_SHIFT
        ruling, plain = data.ruling[rows], data.plain[rows]
        scores[ruling == 2, 2] += np.where(plain[ruling == 2], PLAIN_LIFT, LIFT)
        scores[(data.acts[rows] == 0) & (data.tokens[rows] >= GATE_TOKENS), 2] -= GATE
        return scores


def softmax(logits, temperature=1.0):
    scaled = logits / temperature
    scaled = np.exp(scaled - scaled.max(1, keepdims=True))
    return scaled / scaled.sum(1, keepdims=True)


# Another way of leaving out, for a look at how much hangs on it: the committed weights are made with neither set.
FOLDS = int(os.environ.get("FOLDS", 5))
SALT = os.environ.get("SALT", "")


def folds(data):
    """Train and test rows. Modern rows: the model AND the prompts of the test rows are left out; our own material: all that
    its hand wrote; the others: prompts."""
    every = np.arange(len(data.rows))
    pool = every[data.kind != "test"]
    modern = np.isin(data.kind, ["modern", "answers"])
    fold = np.array([FOLDS + HANDS.index(hand) if kind == "train" else digest(SALT + "m" + model) % FOLDS if new else digest(SALT + "p" + prompt) % FOLDS
                     for model, prompt, new, kind, hand in zip(data.model, data.prompt, modern, data.kind, data.source)
                     if kind != "test"])
    for number in sorted(set(fold.tolist())):
        test = pool[fold == number]
        shared = set(data.prompt[test[data.kind[test] == "modern"]])
        train = np.array([row for row, own in zip(pool, fold) if own != number
                          and not (data.kind[row] == "modern" and data.prompt[row] in shared)])
        yield train, test


def out_of_fold(data):
    """Scores of the words and of both models, each row's by models that have not seen it, and those of the test half."""
    words = np.zeros((len(data.rows), WIDTH))
    parts = list(folds(data))
    for train, test in parts:
        words[test] = Words(data, train).logits(data, test)
    both = np.zeros((len(data.rows), len(LABELS)))
    for train, test in parts:
        both[test] = Second(data, words[train], train).scores(data, words[test], test)
    return words, both
