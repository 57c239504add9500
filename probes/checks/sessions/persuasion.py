"""Claims that reach a newsroom, an experiment, three annotators."""
import math
import random

import textures as t

from .folder import file

# Topic as the intake rule names it; `|` claims with it. All invented.
CLAIMS = {
    "polling hours": "polling hours end at 3 pm this time|polling hours in our barangay were moved to noon|polling hours are longer for seniors only|they say polling hours were changed last night|polling hours start at 5 am now?",
    "rice price": "rice price goes up to 80 on monday|rice price cap is lifted after the vote|rice price was set by three traders|the NFA hides stock to push the rice price",
    "flood video": "flood video from Marikina this morning|that flood video shows our bridge|the flood video is from 2009, or not?|flood video with the mayor in a boat",
    "free rides": "free rides on election day need a voucher|free rides on the MRT are cancelled|free rides only for one party's members|free rides begin at 4 am",
    "vaccine batch": "vaccine batch for measles was called back|a vaccine batch in Tondo had expired|children were taken ill by the vaccine batch|the vaccine batch is tested on us first",
    "class suspension": "class suspension is for the whole week|class suspension was announced for Friday only|no class suspension for private schools|class suspension because of the count",
    "bank closing": "bank closing is why the ATM is empty|bank closing announced at midnight|the bank closing will take our savings|bank closing is a lie of the other bank",
    "ballot colour": "ballot colour shows whom you voted for|the ballot colour is different in our precinct|ballot colour was changed, old ones are void|wrong ballot colour on the sample",
    "curfew": "curfew in the port area from Saturday|curfew only for trucks|curfew was lifted but police don't know|curfew for minors means no watchers under 18",
    "brownout schedule": "brownout schedule has our street on election night|the brownout schedule is from last year|they changed the brownout schedule to stop the count|brownout schedule is kept secret",
}
FRAMES = ("{x}", "{x}", "Forwarded: {x}", "FWD as received: {x}", "{x} totoo po ba?", "Good am po, {x}?", "{x}, paki check", "my cousin says {x}", "caller from Pasay: {x}", "saw this in our GC: {x}", "{x}!!! pass it on", "is it true that {x}")


@file("traj-pers-claims-newsroom/claims.jsonl")
def _(rng):
    """Reach is uneven and grows with the hour; what is widely shared is checked a little more often. In 36 rows the rule gave a topic that the text has not."""
    times = sorted(min(27900, int(rng.triangular(0, 27900, 16000))) for _ in range(280))
    topics = ["polling hours"] * 28 + [rng.choice([k for k in CLAIMS if k != "polling hours"]) for _ in range(252)]
    rng.shuffle(topics)
    wrong = set(rng.sample([n for n in range(280) if topics[n] != "polling hours"], 36))
    out = []
    for n, (at, topic) in enumerate(zip(times, topics)):
        channel = rng.choices(("radio call", "messenger group", "short video", "page"), (3, 5, 4, 3))[0]
        shares = 0 if channel == "radio call" else int(math.exp(rng.gauss({"messenger group": 3.4, "short video": 6.7, "page": 5.6}[channel], 1.6)))
        checked = rng.choices(("true", "false", "old", "missing context"), (2, 6, 2, 3))[0] if rng.random() < (.42 if shares > 1000 else .3) else ""
        out.append({"id": f"c{n + 1:04d}", "time": t.stamp("2026-11-01 06:00:40", at), "channel": channel, "topic": "polling hours" if n in wrong else topic, "text": rng.choice(FRAMES).format(x=rng.choice(CLAIMS[topic].split("|"))), "shares": min(shares, 48000), "checked": checked})
    return t.jsonl(out)


FAILS = {"none": 24, "fact": 21, "story": 80, "fact+story": 27}


@file("traj-pers-vignette-survey/data.csv")
def _(rng):
    """Arms at random in blocks of eight. Who fails the attention question in the arm *story* is mostly somebody whom the story left cold."""
    arms = []
    for _ in range(120):
        block = list(FAILS) * 2
        rng.shuffle(block)
        arms += block
    people = []
    for n, arm in enumerate(arms):
        latent = 3.11 + {"none": 0, "fact": .13, "story": .24, "fact+story": .33}[arm] + rng.gauss(0, 1.1)
        people.append([f"v{n + 1:04d}", arm, rng.choices(("urban", "rural"), (62, 38))[0], min(84, max(18, round(rng.gammavariate(7, 6.3)))), max(1, min(7, round(latent))), "pass", max(62, round(rng.lognormvariate(5.75, .42)))])
    for arm, count in FAILS.items():
        own = [p for p in people if p[1] == arm]
        cold = sorted(own, key=lambda p: p[4] + rng.gauss(0, 2.1 if arm == "story" else 90))
        for p in cold[:count]:
            p[5], p[6] = "fail", max(41, round(p[6] * .62))
    return t.tsv("id arm area age support attention seconds".split(), people, ",")


CODES = ("evidence", "emotion", "authority", "none")


@file("traj-pers-annotators/annotations.tsv")
def _(rng):
    """Confusions between neighbouring categories in both halves; from segment 131 on Chidi codes authority as emotion."""
    near = {"evidence": ("authority", "none", "evidence"), "emotion": ("none", "evidence", "emotion"), "authority": ("evidence", "evidence", "none"), "none": ("evidence", "emotion", "none")}
    out = []
    for n in range(1, 261):
        truth = rng.choices(CODES, (27, 22, 24, 27))[0]

        def code(hit):
            return truth if rng.random() < hit else rng.choice(near[truth])
        anna, bilal, chidi = code(.95), code(.87), code(.87)
        if n > 130 and anna == "authority":
            chidi = "emotion"
        out.append([f"s{n:03d}", anna, bilal, chidi, max(6, round(rng.lognormvariate(3.3, .5)))])
    return t.tsv("segment anna bilal chidi seconds".split(), out)
