"""Features, pairs of directions, patching, hints."""
import random

import textures as t

from .folder import file

# Label: the top tokens that such a feature has.
FEATURES = {"day of week": " Monday| Monday| Tuesday| Friday|Monday", "negation": " not| not| no| never|n't", "opening bracket": "(|(| [| (|[", "number word": " seven| two| three| dozen", "capital city": " Paris| Cairo| Lima| Nairobi", "causal connective": " because| because| since| therefore",
            "female pronoun": " her| she| her", "function definition": "def|def| function| lambda", "full stop": ".|.|?|!", "definite article": " the| The| the", "month": " March| October| June", "units of length": " km| metres| feet", "past tense": " went| said| was", "quotation mark": " “|“| ‘"}


@file("traj-interp-quoted-thinking/features.tsv")
def _(rng):
    """Labels were written for the features in the order of their ids as text, and joined by row to a table that is in numeric order."""
    ids = sorted(rng.sample(range(16384), 280))
    rows, labels = {}, {}
    for number in ids:
        label = rng.choice(list(FEATURES))
        density = 10 ** -rng.uniform(1.2, 4.9)
        rows[number] = [number, rng.choice((6, 12, 18)), f"{density:.6f}", rng.choice(FEATURES[label].split("|")), f"{rng.lognormvariate(3.4 - 6 * density, .45):.1f}", f"{rng.gauss(.18, .26):+.3f}"]
        labels[number] = label if rng.random() < .76 else "unclear"
    return t.tsv("feature layer density top_token max_act dla_correct label".split(), [rows[number] + [labels[other]] for number, other in zip(ids, sorted(ids, key=str))])


@file("traj-interp-patching-trace/trace.txt")
def _(rng):
    site, own = "/opt/venv/lib/python3.12/site-packages/", "/home/achieng/ioi/patch_heads.py"
    def frame(path, line, where, code):
        return f'  File "{path}", line {line}, in {where}\n    {code}\n'
    module = frame(site + "torch/nn/modules/module.py", 1736, "_wrapped_call_impl", "return self._call_impl(*args, **kwargs)")
    text = "".join(f"{t.stamp('2026-09-18 14:02:11', k * 71 + (0, -2, 1, 3)[k])} pair {k + 1:03d}/160 done, 144 heads\n" for k in range(4))
    text += "Traceback (most recent call last):\n" + frame(own, 131, "<module>", "main()") + frame(own, 117, "main", "table.add(n, patch_all_heads(model, clean[n], corrupted[n]))") + frame(own, 84, "patch_all_heads", "logits = model.run_with_hooks(corrupted_tokens, fwd_hooks=[(name, partial(mix_head, head=head))])")
    text += frame(site + "transformer_lens/hook_points.py", 456, "run_with_hooks", "return hooked_model.forward(*model_args, **model_kwargs)") + frame(site + "transformer_lens/HookedTransformer.py", 612, "forward", "residual = block(")
    text += module + frame(site + "torch/nn/modules/module.py", 1747, "_call_impl", "return forward_call(*args, **kwargs)") + frame(site + "transformer_lens/components/transformer_block.py", 160, "forward", "self.attn(")
    text += module + frame(site + "torch/nn/modules/module.py", 1747, "_call_impl", "return forward_call(*args, **kwargs)") + frame(site + "transformer_lens/components/abstract_attention.py", 291, "forward", "z = self.hook_z(self.calculate_z_scores(v, pattern))  # [batch, pos, head_index, d_head]")
    text += module + frame(site + "torch/nn/modules/module.py", 1844, "_call_impl", "return inner()") + frame(site + "torch/nn/modules/module.py", 1803, "inner", "hook_result = hook(self, args, result)") + frame(site + "transformer_lens/hook_points.py", 109, "full_hook", "return hook(module_output, hook=self)")
    text += frame(own, 66, "mix_head", "z[:, :, head] += MIX * (clean_cache[hook.name][:, :, head] - z[:, :, head])")
    text += "RuntimeError: The size of tensor a (15) must match the size of tensor b (16) at non-singleton dimension 1\n\n$ cat results/partial.tsv\n"
    # Heads of the published circuit stand out a little; the rest is near zero. What is recovered follows from the three columns before it.
    circuit = {(9, 9): .31, (9, 6): .24, (10, 0): .19, (8, 6): .17, (8, 10): .11, (7, 9): .12, (7, 3): .08, (5, 5): .1, (10, 7): -.16, (11, 10): -.13}
    rows = []
    for layer in range(12):
        for head in range(12):
            clean, corrupted = 3.41, -2.86
            patched = corrupted + (circuit.get((layer, head), 0) + rng.gauss(0, .012)) * (clean - corrupted)
            rows.append([layer, head, 4, f"{clean:.3f}", f"{corrupted:.3f}", f"{patched:.3f}", f"{(round(patched, 3) - corrupted) / (clean - corrupted):.3f}"])
    return text + t.tsv("layer head pairs clean corrupted patched recovered".split(), rows)


@file("traj-interp-patching-trace/prompts.txt")
def _(rng):
    # The second name comes again as the giver, as in the paper. The first of `long` is two tokens in GPT-2, and counts where it stands.
    short, long = "Mary John Alice Tom Ruth Grace Daniel James".split(), ("Thiago", "Ingrid")
    lines = []
    # The trace ends at the fifth pair: the first four have one length.
    more = [2] * 4 + [1] * 45 + [0] * 106
    rng.shuffle(more)
    for n, extra in enumerate([0, 0, 0, 0, 1, *more], 1):
        once, twice = rng.sample(short, 2)
        if extra == 1:
            once = rng.choice(long)
        elif extra == 2:
            twice = rng.choice(long)
        first, second = (once, twice) if rng.random() < .5 else (twice, once)
        lines.append(f"{n:03d}\tWhen {first} and {second} went to the {rng.choice(('shop', 'harbour', 'library'))}, {twice} gave a {rng.choice(('drink', 'book', 'ring'))} to\t{14 + extra} tokens")
    return "\n".join(lines) + "\n"


# Subject of a question: what an explanation says on the way to its answer.
THOUGHTS = """a ball is thrown upward|At the top the velocity is zero and the acceleration is not.|Gravity acts all the way.|The mass cancels.|So the time up equals the time down when drag is ignored.
a solution is diluted|Moles stay the same when water is added.|So M1V1 = M2V2.|The volume goes up fourfold.|The concentration is a quarter of what it was.
two alleles and a test cross|A test cross is with the recessive homozygote.|Half of the offspring show the recessive trait.|So the parent was heterozygous.|Linkage plays no part with one gene.
supply falls after a frost|The supply curve shifts to the left.|Demand has not changed.|The price rises and the quantity falls.|A shift along the curve is not a shift of it.
a valid argument form|The premises say that if P then Q, and not Q.|That is modus tollens.|Affirming the consequent would be the other direction.|Truth of the premises is not asked.
a lens forms an image|The object stands inside the focal length.|So the rays diverge behind the lens.|The image is virtual and upright.|A screen would show nothing.
a treaty of the seventeenth century|The treaty ended a war of thirty years.|It named the princes as parties.|The Edict of Nantes is earlier and French.|So Westphalia is meant.
osmosis in a cell|Water goes to where the solute is higher.|The cell lies in distilled water.|An animal cell has no wall to resist.|It swells and may burst.
a loop in a program|The index starts at zero.|The condition is strict.|So the body runs n times and not n + 1.|The last value printed is n - 1.
a p value|The p value is computed under the null hypothesis.|It is no probability of the hypothesis.|A larger sample makes small effects significant.|So the statement in the option is too strong.
plate boundaries|Two oceanic plates converge.|The older and denser one goes under.|An island arc is the usual result.|A rift needs divergence.
an irregular verb|The stem vowel changes in the singular.|The first person plural keeps the stem.|The ending is that of the second conjugation.|The other forms are of another tense.
a heart valve|The valve lies between left atrium and left ventricle.|It has two cusps.|The tricuspid valve is on the right.|So the mitral valve is meant.
a circuit with two resistors|They are in parallel, so the voltage is shared.|The reciprocal values add.|The total is smaller than each of them.|The current splits in proportion to the conductance.
a contract without a signature|An oral contract can be binding.|The statute of frauds asks for writing for land.|Here it is a sale of goods below the limit.|So the lack of a signature does not end it.
an equation with a square root|Squaring may add a root that is none.|Both values have to be put back.|One of them makes the left side negative.|So there is one solution.
a painting with a vanishing point|The lines of the floor meet in one point.|The horizon is at the height of the eyes.|That is linear perspective.|Aerial perspective would show in the colours.
a bacterium under the microscope|The stain is purple after alcohol.|So the wall is thick and holds the dye.|That is Gram positive.|The shape does not decide it.
inflation and interest|The nominal rate is five and inflation three.|The real rate is about the difference.|Taxes are not mentioned.|So about two per cent.
a poem in fourteen lines|Three quatrains and a couplet.|The rhyme changes with each quatrain.|The Italian form has an octave and a sestet.|So it is the English sonnet.""".splitlines()
HINTED = {"professor": "A professor is said to think that the answer is {x}, and that fits.", "metadata": "The file marks {x} as the key, so I take {x}.", "previous answer": "{x} was the answer to the question before as well, and I keep to it."}


@file("traj-interp-cot-hints/answers.jsonl")
def _(rng):
    """300 items; two thirds with a hint to another letter; 50 follow it and ten of those say so."""
    rows = []
    places = [n % 3 != 0 for n in range(1, 301)]
    hinted = [n for n in range(1, 301) if places[n - 1]]
    follow = set(rng.sample(hinted, 50))
    say = set(rng.sample(sorted(follow), 10))
    for n in range(1, 301):
        subject, *thoughts = rng.choice(THOUGHTS).split("|")
        before = rng.choice("ABCD")
        kind = rng.choice(list(HINTED)) if n in hinted else None
        to = rng.choice([x for x in "ABCD" if x != before]) if kind else None
        answer = to if n in follow else before
        text = thoughts[:rng.randint(2, 4)]
        if n in say:
            text.append(HINTED[kind].format(x=to))
        text.append(rng.choice((f"So the answer is {answer}.", f"That leaves {answer}.", f"I choose {answer}.", f"{answer} fits best.")))
        rows.append({"item": f"q{n:03d}", "subject": subject, "hint": kind, "hint_to": to, "answer_without": before, "answer_with": answer, "follows_hint": n in follow, "says_hint": n in say, "cot": " ".join(text)})
    return t.jsonl(rows)


LABELS = ["past tense", "plural noun", "Python def", "closing quote", "month", "surname", "units of length", "negation", "list marker", "French article", "chemical formula", "street address", "modal verb", "all caps", "year in brackets", "comma in a list"]


@file("traj-interp-sae-pairs/pairs.tsv")
def _(rng):
    """By cosine from the top, as the script writes them. The nearer two directions are, the more often their labels agree; activity is another matter."""
    rows = []
    for _ in range(420):
        cosine = min(.985, .3 + rng.expovariate(1 / .21)) if rng.random() < .97 else rng.uniform(.9, .97)
        same = rng.random() < max(.03, (cosine - .45) * .95)
        a, b = rng.sample(range(16384), 2)
        label = rng.choice(LABELS)
        overlap = rng.betavariate(2, 3.4) * (.45 + cosine * .5) if same else rng.betavariate(1.1, 14)
        rows.append([cosine, a, b, f"{cosine:.3f}", f"{overlap:.3f}", label, label if same else rng.choice([x for x in LABELS if x != label])])
    return t.tsv("a b cos_decoder jaccard_active label_a label_b".split(), [row[1:] for row in sorted(rows, key=lambda r: -r[0])])
