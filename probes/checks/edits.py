"""Hunks of clean-ups, each a whole edit that somebody could have made. `$n` is a name drawn for the hunk (`$N` capitalised), `#` a number; the first line is
what git prints behind the second @@."""

TORCH = """
class $N(nn.Module):
     def __init__(self, cfg):
         super().__init__()
-        self.cfg = cfg
-        self.dim = cfg.d_model
-        self.proj = nn.Linear(self.dim, self.dim * #, bias=False)
+        self.proj = nn.Linear(cfg.d_model, cfg.d_model * #, bias=False)
         self.reset_parameters()

def forward(self, x, state=None):
         b, t, d = x.shape
-        assert d == self.d_model, "wrong width"
-        h = self.norm(x)
-        h = self.in_proj(h)
+        h = self.in_proj(self.norm(x))
         h, gate = h.chunk(2, dim=-1)
         h = F.silu(gate) * h

def load_$n(path):
-    with open(path) as f:
-        raw = yaml.load(f, Loader=yaml.SafeLoader)
+    raw = yaml.safe_load(Path(path).read_text())
     if "model" not in raw:
         raise ConfigError(f"{path}: no section 'model'")
     return raw["model"]

def $n_mask(t, device):
-    # fp32 since bool masks were slow on older cards
-    mask = torch.full((t, t), float("-inf"), device=device)
-    mask = torch.triu(mask, diagonal=1)
-    return mask[None, None]
+    return torch.ones(t, t, dtype=torch.bool, device=device).tril()

class $N(nn.Module):
     def extra_repr(self):
-        return "d_model=%d, heads=%d" % (self.d_model, self.heads)
+        return f"d_model={self.d_model}, heads={self.heads}"

def step(self, batch):
         loss = self.model(batch["tokens"], labels=batch["labels"]).loss
-        if self.is_main:
-            self.log("loss", loss.item())
+        self.metrics["loss"].update(loss.detach())
         loss.backward()

import os
 import torch
-import torch.nn as nn
-from typing import Optional, Tuple, List
+from torch import nn
 from einops import rearrange

def $n(self, x: Tensor, mask: Optional[Tensor] = None) -> Tensor:
         q, k, v = self.qkv(x).chunk(3, dim=-1)
-        q = rearrange(q, "b t (h d) -> b h t d", h=self.heads)
-        k = rearrange(k, "b t (h d) -> b h t d", h=self.heads)
-        v = rearrange(v, "b t (h d) -> b h t d", h=self.heads)
+        q, k, v = (rearrange(z, "b t (h d) -> b h t d", h=self.heads) for z in (q, k, v))
         out = F.scaled_dot_product_attention(q, k, v, is_causal=mask is None)

def save_$n(model, path, step):
-    state = {"model": model.state_dict(), "step": step}
-    torch.save(state, path + ".tmp")
-    os.rename(path + ".tmp", path)
+    write_atomically(path, {"model": model.state_dict(), "step": step})

class $NLoader:
     def __iter__(self):
-        while True:
-            for shard in self.shards:
-                for doc in self.read(shard):
-                    yield doc
+        for shard in itertools.cycle(self.shards):
+            yield from self.read(shard)

def lr_at(step, cfg):
     if step < cfg.warmup:
-        return cfg.lr * float(step) / float(max(1, cfg.warmup))
+        return cfg.lr * step / max(1, cfg.warmup)
     done = (step - cfg.warmup) / max(1, cfg.steps - cfg.warmup)
     return cfg.lr * (cfg.floor + (1 - cfg.floor) * 0.5 * (1 + math.cos(math.pi * done)))

def test_$n():
-    torch.manual_seed(0)
-    x = torch.randn(2, #, 64)
+    x = example(2, #, 64)
     y = module(x)
     assert y.shape == x.shape

class $N(nn.Module):
     def reset_parameters(self):
-        for name, p in self.named_parameters():
-            if p.dim() >= 2:
-                nn.init.normal_(p, std=0.02)
-            elif name.endswith("bias"):
-                nn.init.zeros_(p)
+        self.apply(partial(init_weights, std=0.02))

def $n_parameters(model, decay):
-    decayed = [p for n, p in model.named_parameters() if p.requires_grad and p.dim() >= 2]
-    others = [p for n, p in model.named_parameters() if p.requires_grad and p.dim() < 2]
+    params = [p for p in model.parameters() if p.requires_grad]
+    decayed, others = partition(lambda p: p.dim() >= 2, params)
     return [{"params": decayed, "weight_decay": decay}, {"params": others, "weight_decay": 0.0}]

def main(argv=None):
-    parser = argparse.ArgumentParser()
-    parser.add_argument("--config", type=str, required=True)
-    parser.add_argument("--batch", type=int, default=#)
-    args = parser.parse_args(argv)
+    args = parse(argv, Options(batch=#))
     cfg = load_config(args.config)

def $n(path):
-    # TODO: remove after the move to safetensors
-    if path.endswith(".bin"):
-        return torch.load(path, map_location="cpu")
     return load_file(path)

def evaluate(model, loader, limit=#):
-    model.eval()
-    total, n = 0.0, 0
-    with torch.no_grad():
-        for i, batch in enumerate(loader):
-            if i >= limit:
-                break
-            total += model(batch).loss.item() * batch.n_tokens
-            n += batch.n_tokens
-    model.train()
+    with evaluating(model):
+        total, n = sum_losses(model, itertools.islice(loader, limit))
     return total / max(1, n)
"""

FERRY = """
def next_$n(stop, now):
-    found = []
-    for trip in stop.trips:
-        if trip.departure > now:
-            found.append(trip)
-    found.sort(key=lambda t: t.departure)
-    return found[:#]
+    later = (t for t in stop.trips if t.departure > now)
+    return heapq.nsmallest(#, later, key=attrgetter("departure"))

def parse_$n(text):
-    hours, minutes = text.split(":")
-    return time(int(hours), int(minutes))
+    return time.fromisoformat(text)

class $N:
-    def __init__(self, name, lat, lon):
-        self.name = name
-        self.lat = lat
-        self.lon = lon
+    name: str
+    lat: float
+    lon: float

def $n_of(trip, reports):
     last = reports.latest(trip.id)
-    if last is None:
-        return timedelta(0)
-    else:
-        return last.seen - last.planned
+    return last.seen - last.planned if last else timedelta(0)

@app.get("/$n/{id}")
 def get(id: str):
-    row = db.execute("select * from trips where id = ?", (id,)).fetchone()
-    if not row:
-        raise HTTPException(404)
-    return dict(row)
+    return store.trip(id) or not_found()

def write_$n(rows, path):
-    f = open(path, "w", newline="")
-    w = csv.writer(f)
-    for r in rows:
-        w.writerow(r)
-    f.close()
+    with open(path, "w", newline="") as f:
+        csv.writer(f).writerows(rows)

import logging
-log = logging.getLogger("ferry")
+log = logging.getLogger(__name__)

def alert(trip, delay):
     # no alert below a quarter of an hour
-    if delay.total_seconds() / 60 >= 15:
-        send(trip, "%s is %d minutes late" % (trip.line, delay.total_seconds() / 60))
+    minutes = delay // timedelta(minutes=1)
+    if minutes >= 15:
+        send(trip, f"{trip.line} is {minutes} minutes late")

def cli():
-    p = argparse.ArgumentParser()
-    p.add_argument("--day")
-    p.add_argument("--region", default="north")
-    args = p.parse_args()
+    args = options(day=date.today, region="north")
     print_table(args.day, args.region)

class $NTable:
     def sailings(self, day):
-        key = str(day)
-        if key in self._cache:
-            return self._cache[key]
-        value = self._load(day)
-        self._cache[key] = value
-        return value
+        return self._cache.setdefault(day, self._load(day))
"""

MONITORS = """
def score(run, monitor):
-    out = []
-    for step in run.steps:
-        out.append(monitor(step.action, step.context))
-    return max(out)
+    return max(monitor(step.action, step.context) for step in run.steps)

def combine(a, b, weight=0.#):
-    if b is None:
-        return a
-    return weight * a + (1 - weight) * b
+    return a if b is None else weight * a + (1 - weight) * b

def load_$n(folder):
-    rows = []
-    for path in sorted(glob.glob(folder + "/*.jsonl")):
-        for line in open(path):
-            rows.append(json.loads(line))
-    return pd.DataFrame(rows)
+    paths = sorted(Path(folder).glob("*.jsonl"))
+    return pd.concat([pd.read_json(p, lines=True) for p in paths], ignore_index=True)

def plot_$n(df, path):
-    plt.figure(figsize=(6, 4))
-    plt.hist(df[df.label == "honest"].score, bins=#)
-    plt.hist(df[df.label == "attack"].score, bins=#, alpha=0.5)
-    plt.savefig(path)
+    fig, ax = plt.subplots(figsize=(6, 4))
+    for label, part in df.groupby("label"):
+        ax.hist(part.score, bins=#, alpha=0.6, label=label)
+    fig.savefig(path)

class $NReport:
     def table(self):
-        lines = ["| split | runs | held | attacks held |", "|---|---|---|---|"]
-        for name in self.splits:
-            s = self.splits[name]
-            lines.append("| %s | %d | %d | %d |" % (name, s.n, s.held, s.hits))
-        return "\\n".join(lines)
+        rows = [[name, s.n, s.held, s.hits] for name, s in self.splits.items()]
+        return markdown(["split", "runs", "held", "attacks held"], rows)

import numpy as np
-import pandas as pd, json, glob
+import pandas as pd
+from pathlib import Path
 from statsmodels.stats.proportion import proportion_confint

def held(df, threshold):
-    # one row a run
-    m = df.groupby("run").score.max()
-    return m[m >= threshold].index.tolist()
+    highest = df.groupby("run").score.max()   # one row a run
+    return list(highest.index[highest >= threshold])

def $n(df):
-    assert len(df) > 0
-    assert set(df.label) <= set(["honest", "attack"])
+    unknown = set(df.label) - {"honest", "attack"}
+    if df.empty or unknown:
+        raise ValueError(f"no rows, or labels {unknown}")
     return df

def summary(df):
-    print("n = " + str(df.run.nunique()))
-    print("mean score = " + str(round(df.score.mean(), 3)))
+    log.info("runs %d, mean score %.3f", df.run.nunique(), df.score.mean())

def split(df, seed=#):
-    rng = np.random.RandomState(seed)
-    ids = df.run.unique()
-    rng.shuffle(ids)
+    ids = np.random.default_rng(seed).permutation(df.run.unique())
     half = len(ids) // 2
     return df[df.run.isin(ids[:half])], df[df.run.isin(ids[half:])]
"""


def pool(text):
    return text.strip("\n").split("\n\n")
