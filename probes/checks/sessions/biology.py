"""Counts, receptor families, plates, isolates and the log of a pipeline."""
import collections
import math
import random

import textures as t

from .folder import file

# ---- RNA-seq tables with receptor names

RECEPTORS = ("Drd1 Drd2 Drd3 Htr1a Htr2a Htr2c Htr7 Chrna4 Chrna7 Chrnb2 Chrm1 Chrm3 Grin1 Grin2a Grin2b Gria1 Gria2 Grm1 Grm5 Gabra1 Gabra2 Gabrb2 "
             "Gabrg2 Gabbr1 Oprm1 Oprd1 Oprk1 Adra1a Adra2a Adrb1 Adrb2 Cnr1 Cnr2 Hrh1 Hrh3 Npy1r Npy2r Galr1 Sstr2 Tacr1 Ntsr1 Crhr1 Oxtr Avpr1a P2rx4 "
             "P2ry12 Trpv1 Trpa1 Mc4r Lepr Insr Igf1r Ntrk1 Ntrk2 Ednra Ednrb Agtr1a Bdkrb2 Ptger2 S1pr1 Cx3cr1 Ccr2 Cxcr4 Tlr4 Il6ra Tnfrsf1a").split()
KNOWN = "Actb Gapdh Xist Ddx3y Uty Kdm5d Eif2s3y Rplp0 Snap25 Gfap Aif1 Mbp Pvalb Sst Vip Slc17a7 Slc17a6 Th Calca Nefh Tubb3 Fos Arc Egr1 Bdnf Ngf".split()
RNA_SAMPLES = [f"S{n:02d}" for n in range(1, 13)]
# Where a gene is high; elsewhere it is low. What stands nowhere is low in all five tissues (receptors) or drawn (genes without a name).
HIGH = {
    "all": "Actb Gapdh Rplp0 Snap25 Tubb3 Insr Igf1r Gabbr1 S1pr1 Ednrb Ntrk2 P2ry12 Cx3cr1 Gria2",
    "brain": "Grin1 Grin2a Grin2b Gria1 Grm5 Gabra1 Gabra2 Gabrb2 Gabrg2 Cnr1 Hrh3 Chrna4 Chrnb2 Mbp Gfap Sst Sstr2 Adrb1 Pvalb",
    "drg": "Trpv1 Trpa1 Calca Ntrk1 Nefh Oprm1 P2rx4 Npy2r Mbp Htr7 Tnfrsf1a Slc17a6", "spinal": "Mbp Gfap Slc17a6 Tacr1 Gabra2 Gabrb2 Gabrg2 Gria1 Grin1 Chrm3",
    "cortex": "Slc17a7 Htr2a Arc Egr1 Bdnf Vip Chrm1 Crhr1 Adra1a", "striatum": "Drd1 Drd2 Drd3 Oprk1 Oprd1 Htr2c Chrm1 Arc Egr1", "brainstem": "Slc17a6 Th Grm1 Htr2c Adra2a Ntsr1",
}

# Two that are graded and not on or off.
MEANS = {"Calca": {"drg": 7200, "spinal": 240}, "Nefh": {"drg": 5400, "spinal": 880, "brainstem": 760}}


def rna_genes(rng):
    other = [f"Gm{rng.randint(10000, 49999)}" for _ in range(1150)] + [f"{rng.randint(1000, 9930)}{rng.randint(400, 599)}{rng.choice('ABCDEFGHIJKLMNOP')}{rng.randint(1, 24):02d}Rik" for _ in range(520)]
    return sorted(set(other)) + KNOWN + RECEPTORS


def rna(tissue, swapped):
    """Male samples are odd by the sheet; `swapped` are two samples of this tissue that were exchanged."""
    high = set(" ".join(HIGH[k] for k in ("all", tissue) + (("brain",) if tissue in ("cortex", "striatum", "brainstem") else ())).split())

    @file(f"traj-bio-rnaseq-receptors/{tissue}_counts.tsv")
    def table(rng):
        depth = {s: rng.uniform(.82, 1.2) for s in RNA_SAMPLES}
        out = []
        for gene in rna_genes(random.Random(11)):
            own = random.Random(gene)
            # The level of a gene without a name is its own and moves a little from tissue to tissue.
            mean = 2 ** (own.gauss(3.1, 2.4) + rng.gauss(0, .7))
            if gene in KNOWN or gene in RECEPTORS:
                mean = own.uniform(700, 3800) * rng.uniform(.6, 1.5) if gene in high else own.uniform(2, 60) * rng.uniform(.5, 1.6)
            if gene in ("Actb", "Gapdh", "Rplp0"):
                mean *= 12
            mean = MEANS.get(gene, {}).get(tissue, mean)
            row = [gene]
            for sample in RNA_SAMPLES:
                male = int(swapped.get(sample, sample)[1:]) % 2 == 1
                here = mean
                if gene == "Xist":
                    here = .6 if male else 2900 * rng.uniform(.8, 1.2)
                if gene in ("Ddx3y", "Uty", "Kdm5d", "Eif2s3y"):
                    here = own.uniform(160, 900) if male else .15
                here *= depth[sample]
                # Over-dispersed: gamma for the animal, then what is counted.
                level = rng.gammavariate(11, here / 11)
                row.append(max(0, round(rng.gauss(level, level ** .5))))
            out.append(row)
        return t.tsv(["symbol", *RNA_SAMPLES], out)
    return table


for tissue, swapped in (("drg", {}), ("spinal", {"S03": "S08", "S08": "S03"}), ("cortex", {}), ("striatum", {}), ("brainstem", {})):
    rna(tissue, swapped)


@file("traj-bio-rnaseq-receptors/samples.tsv")
def _(rng):
    return t.tsv("sample animal sex group age_weeks rin batch".split(),
                 [[s, f"M{200 + n}", "male" if n % 2 else "female", "injury" if n <= 6 else "sham", rng.choice((11, 11, 12)), f"{rng.uniform(7.4, 9.4):.1f}", 1 + (n > 8)] for n, s in enumerate(RNA_SAMPLES, 1)])


# ---- receptor families of molluscs

CLADES = "Alpha-A1 Alpha-A4 Alpha-A7 Alpha-A10 ACHR-like Anion-nAChR Beta-B1 Delta-like GABA-A-like Gly-like 5HT3-like".split()
NEAR = {"Alpha-A1": "Alpha-A4", "Alpha-A4": "Alpha-A1", "Alpha-A7": "Alpha-A10", "Alpha-A10": "Alpha-A7", "ACHR-like": "Anion-nAChR", "Anion-nAChR": "ACHR-like", "Beta-B1": "Delta-like", "Delta-like": "Beta-B1",
        "GABA-A-like": "Gly-like", "Gly-like": "GABA-A-like", "5HT3-like": "Alpha-A7"}


def proteins():
    """One row for each of the 260, the same for all three files."""
    rng, out = random.Random("mollusc"), []
    for n in range(1, 261):
        domains = rng.choices((4, 2, 3, 5), (80, 6, 9, 5))[0]
        length = rng.randint(176, 300) if domains < 4 else round(rng.gauss(486, 46))
        out.append({"id": f"Lym_{n:04d}", "clade": rng.choices(CLADES, (12, 9, 8, 10, 9, 16, 6, 7, 9, 7, 7))[0], "length": length, "tm": domains,
                    "support": min(1, max(.5, rng.betavariate(5, 1.6))) if domains == 4 else rng.uniform(.5, .93), "tissue": rng.choices(("brain", "foot", "mantle", "gonad", "none"), (40, 14, 14, 12, 20))[0]})
    return out


@file("traj-bio-mollusc-clades/clades.tsv")
def _(rng):
    return t.tsv("protein clade length tm_domains support tissue".split(), [[p["id"], p["clade"], p["length"], p["tm"], f"{p['support']:.2f}", p["tissue"]] for p in proteins()])


@file("traj-bio-mollusc-clades/blast.tsv")
def _(rng):
    """Bits follow length and identity, the e-value follows the bits, and hits stand by bits, as the program prints them."""
    out = []
    for p in proteins():
        hits = [(p["clade"] if rng.random() < .95 else NEAR[p["clade"]], rng.uniform(38, 74)), (p["clade"], rng.uniform(34, 60)), (NEAR[p["clade"]], rng.uniform(24, 37))][:rng.randint(1, 3)]
        rows = []
        for k, (clade, identity) in enumerate(hits):
            length = min(p["length"] - 8, round(p["length"] * rng.uniform(.66, .93)))
            gaps = rng.randint(0, 6) if identity > 45 else rng.randint(3, 13)
            opened = min(gaps, max(0, round(gaps * .45)))
            same = round(length * identity / 100)
            query, subject = length - gaps // 2, length - (gaps - gaps // 2)
            start, other = rng.randint(3, max(4, p["length"] - query - 1)), rng.randint(12, 48)
            bits = length * (.0225 * identity - .24)
            exponent = math.log10(5e2 * 3.9e4) - bits * math.log10(2)
            value = "0.0" if exponent < -180 else f"{10 ** (exponent - math.floor(exponent)):.2f}e{math.floor(exponent):+03d}"
            rows.append([p["id"], f"REF_{clade}_{1 + (k * 3 + rng.randint(0, 2)) % 7:02d}", f"{100 * same / length:.3f}", length, length - same - gaps, opened, start, start + query - 1, other, other + subject - 1, value, f"{bits:.0f}" if bits >= 100 else f"{bits:.1f}"])
        out += sorted(rows, key=lambda r: -float(r[11]))
    return t.tsv("qseqid sseqid pident length mismatch gapopen qstart qend sstart send evalue bitscore".split(), out)


LOOP = {"nicotinic": "DWDLVDIPGVRHEVYYECCKEPYPDITFTFVIRRRTLFYIINLLIPCVLITFLSMLVFYL", "chloride": "KWQLTSFNQTKHNVGYSFEGSTFPVLTLQFKLKRQLGYYIVQTYIPSVLIVILSWVSFWLN"}
SWAPS = {"I": "VLM", "V": "IL", "L": "IMV", "K": "R", "R": "K", "D": "EN", "E": "DQ", "S": "TA", "T": "S", "F": "YL", "Y": "F", "N": "DS", "Q": "EK", "A": "S", "M": "L", "H": "NY", "G": "A", "P": "P", "C": "C", "W": "W"}


@file("traj-bio-mollusc-clades/ligand_loop.fasta")
def _(rng):
    """Two made consensus texts, changed by clade and by protein; the pair of cysteines stays where it belongs."""
    out = []
    for p in proteins()[:60]:
        base, clade = LOOP["chloride" if p["clade"] in ("GABA-A-like", "Gly-like") else "nicotinic"], random.Random(p["clade"])
        text = "".join(clade.choice(SWAPS[c]) if clade.random() < .3 else c for c in base)
        text = "".join(rng.choice(SWAPS[c]) if rng.random() < .16 else c for c in text)
        if p["clade"] in ("Beta-B1", "Delta-like", "5HT3-like"):
            text = text.replace("CC", "AE")
        out += [f">{p['id']} clade={p['clade']}", text]
    return "\n".join(out) + "\n"


# ---- isolates, plates, a pipeline

BLOOD_KP = 43


@file("traj-bio-amr-lagos/isolates.csv")
def _(rng):
    """In order of the laboratory's numbers. 43 isolates are K. pneumoniae from blood, of 42 patients, eight of them resistant to meropenem."""
    plan = [("blood", "Klebsiella pneumoniae")] * BLOOD_KP
    for specimen, n, weights in (("blood", 112, (38, 0, 56, 18)), ("urine", 235, (60, 24, 4, 12)), ("wound", 130, (20, 14, 46, 20))):
        plan += [(specimen, s) for s in rng.choices(("Escherichia coli", "Klebsiella pneumoniae", "Staphylococcus aureus", "Pseudomonas aeruginosa"), weights, k=n)]
    rng.shuffle(plan)
    days = sorted(rng.choices([d for d in range(181) if d % 7 not in (3,) or rng.random() < .4], k=len(plan)))
    seen, out, resistant, again = collections.defaultdict(list), [], 0, False
    target = set(rng.sample(range(BLOOD_KP - 2), 8))
    number = met = 0
    for at, ((specimen, species), day) in enumerate(zip(plan, days)):
        known = [row for row in seen[specimen, species] if 2 <= day - row["day"] <= 21]
        key = (specimen, species) == ("blood", "Klebsiella pneumoniae")
        repeat = (known and not again and met > 24) if key else (known and rng.random() < .16)
        if repeat:
            old = rng.choice(known)
            row = {**old, "day": day}
            again = again or key
        else:
            number += 1
            gram = species in ("Escherichia coli", "Klebsiella pneumoniae")
            esbl = rng.random() < (.62 if species == "Klebsiella pneumoniae" else .48)
            mero = esbl and rng.random() < (.24 if species == "Klebsiella pneumoniae" else .07) if gram else rng.random() < .21
            if key:
                mero = met in target
                esbl = esbl or mero
                met += 1
            gent = rng.random() < (.64 if esbl and gram else .12)
            ward = rng.choices(("neonatal", "surgery", "medicine", "outpatient"), {"blood": (38, 20, 38, 4), "urine": (6, 14, 30, 50), "wound": (4, 58, 22, 16)}[specimen])[0]
            mic = rng.choices(("<=0.25", "0.5", "1", "2", ">4"), (8, 6, 12, 20, 54) if esbl and gram else (58, 18, 10, 6, 8))[0]
            row = {"patient": f"P{number:03d}", "day": day, "ward": ward, "ceftriaxone": ("R" if esbl else "S") if gram else "-", "gentamicin": "R" if gent else "S", "meropenem": "-" if species == "Staphylococcus aureus" else "R" if mero else "S", "cip": mic}
            if day and rng.random() < .02:
                row["gentamicin"] = "S" if gent else "R"
        seen[specimen, species].append(row)
        out.append([f"LA{at + 1:04d}", row["patient"], t.stamp("2026-01-01", day * 86400)[:10], row["ward"], specimen, species, row["ceftriaxone"], row["gentamicin"], row["meropenem"], row["cip"]])
    return t.tsv("isolate patient date ward specimen species ceftriaxone gentamicin meropenem cip_mic".split(), out, ",")


@file("traj-bio-plate-elisa/plates.csv")
def _(rng):
    """OD at 450 nm less the reference at 620 nm; most sera of adults are positive for measles, and some are not."""
    out = []
    for plate in range(1, 7):
        slope = rng.uniform(.95, 1.05)
        for place, row in enumerate("ABCDEFGH"):
            for col in range(1, 13):
                kind = "sample"
                od = min(2.6, rng.lognormvariate(.08, .36)) if rng.random() < .86 else rng.lognormvariate(-2.2, .45)
                if col == 1:
                    kind, od = "std", 2.2 * 0.5 ** place * slope * rng.uniform(.97, 1.03)
                if col == 12 and row in "AB":
                    kind, od = "blank", rng.uniform(.002, .014)
                if col == 12 and row in "CD":
                    kind, od = "qc_mid", .80 * slope + rng.gauss(0, .015)
                if plate == 4 and row == "H":
                    od += .35 + rng.gauss(0, .015)
                if plate == 5 and kind == "qc_mid":
                    od = .545 + rng.uniform(-.008, .008)
                reference = rng.uniform(.036, .049)
                out.append([plate, f"{row}{col:02d}", kind, f"S{plate}{row}{col:02d}" if kind == "sample" else "", f"{od + reference:.3f}", f"{reference:.3f}", f"{round(od + reference, 3) - round(reference, 3):.3f}"])
    return t.tsv("plate well kind sample od450 od620 od450_corrected".split(), out, ",")


OUT_OF_MEMORY = ("KE17", "KE63", "KE44")


@file("traj-bio-nextflow-oom/nextflow.log")
def _(rng):
    """What stands in the log of a run on a cluster: submissions, two retries that went through, one that did not."""
    lines, work, hour = [], {}, 3600

    def say(second, thread, level, text):
        lines.append((second, f"{t.stamp('2026-10-11 20:02:00', int(second))[5:].replace('10-', 'Oct-', 1)}.{int(second * 1000) % 1000:03d} [{thread}] {level:<5} {text}"))

    def submit(second, name, again=""):
        work[name] = f"{t.hash7(rng, 2)}/{t.hash7(rng, 6)}"
        say(second, "Task submitter", "INFO", f"nextflow.Session - [{work[name]}] {again or 'Submitted'} process > {name}")

    def killed(second, name, verdict):
        say(second, f"TaskFinalizer-{rng.randint(1, 10)}", "INFO", f"nextflow.processor.TaskProcessor - [{work[name]}] NOTE: Process `{name}` terminated with an error exit status (137){verdict}")

    say(.214, "main", "DEBUG", "nextflow.cli.Launcher - $> nextflow run main.nf -profile slurm -params-file kilifi.yaml")
    say(1.88, "main", "INFO", "nextflow.cli.CmdRun - N E X T F L O W  ~  version 24.10.0")
    say(2.31, "main", "INFO", "nextflow.cli.CmdRun - Launching `main.nf` [sleepy_curie] DSL2 - revision: 6c1f0e2b7d")
    end = 7 * hour - 88
    for n in rng.sample(range(1, 97), 96):
        sample = f"KE{n:02d}"
        begin = 6 + rng.random() * 20
        submit(begin, f"FASTQC ({sample})")
        submit(begin + rng.uniform(.2, 3), f"TRIM ({sample})")
    order = [f"KE{n:02d}" for n in rng.sample(range(1, 97), 96)]
    for name in OUT_OF_MEMORY:
        order.remove(name)
    for name, at in zip(OUT_OF_MEMORY, (24, 57, 74)):
        order.insert(at, name)
    # Alignments wait for a free node of the queue; the run ends when the last of them is half way through the list.
    for place, sample in enumerate(order[:92]):
        begin = 600 + place * (end - 2400) / 96 + rng.uniform(0, 90)
        submit(begin, f"STAR_ALIGN ({sample})")
        took = rng.uniform(900, 1700)
        if sample in OUT_OF_MEMORY[:2]:
            killed(begin + took, f"STAR_ALIGN ({sample})", " -- Execution is retried (1)")
            submit(begin + took + 1.2, f"STAR_ALIGN ({sample})", "Re-submitted")
            took += rng.uniform(900, 1300)
        if sample == "KE44":
            killed(begin + took, f"STAR_ALIGN ({sample})", " -- Execution is retried (1)")
            submit(begin + took + 1.1, f"STAR_ALIGN ({sample})", "Re-submitted")
            continue
        done = begin + took
        if done < end - 60:
            submit(done + rng.uniform(1, 4), f"DEDUP ({sample})")
            submit(done + rng.uniform(1, 4), f"SALMON ({sample})")
    last = work["STAR_ALIGN (KE44)"]
    lines = [line for line in sorted(lines) if line[0] < end]
    at = f"{t.stamp('2026-10-11 20:02:00', int(end))[5:].replace('10-', 'Oct-', 1)}.402"
    tail = f"""{at} [TaskFinalizer-4] ERROR nextflow.processor.TaskProcessor - Error executing process > 'STAR_ALIGN (KE44)'

Caused by:
  Process `STAR_ALIGN (KE44)` terminated with an error exit status (137)

Command executed:

  STAR --genomeDir star_index --readFilesIn KE44_1.trim.fastq.gz KE44_2.trim.fastq.gz --readFilesCommand zcat \\
    --runThreadN 8 --outSAMtype BAM SortedByCoordinate --limitBAMsortRAM 31000000000 --outFileNamePrefix KE44.

Command exit status:
  137

Command output:
  	STAR --genomeDir star_index --readFilesIn KE44_1.trim.fastq.gz KE44_2.trim.fastq.gz --readFilesCommand zcat
  	STAR version: 2.7.11b   compiled: 2024-01-25T16:12:02-05:00 :/home/dobin/data/STAR/STARcode/STAR.master/source
  Oct 12 02:36:02 ..... started STAR run
  Oct 12 02:36:02 ..... loading genome
  Oct 12 02:37:21 ..... started mapping
  Oct 12 02:55:48 ..... finished mapping
  Oct 12 02:55:50 ..... started sorting BAM

Command error:
  .command.sh: line 3:   118 Killed                  STAR --genomeDir star_index --readFilesIn KE44_1.trim.fastq.gz KE44_2.trim.fastq.gz

Work dir:
  /scratch/kilifi/work/{last}{t.hash7(rng, 24)}

$ sacct -S 2026-10-11T20:00 -n -o JobName%28,State%14,ReqMem,MaxRSS,ExitCode | grep -E 'OUT_OF|KE17|KE44|KE63'
"""
    for name, state, peak, code in (("KE17", "OUT_OF_MEMORY", 35.9, "0:125"), ("KE17", "COMPLETED", 34.8, "0:0"), ("KE63", "OUT_OF_MEMORY", 35.9, "0:125"), ("KE63", "COMPLETED", 35.2, "0:0"), ("KE44", "OUT_OF_MEMORY", 35.9, "0:125"), ("KE44", "OUT_OF_MEMORY", 35.9, "0:125")):
        tail += f"{'nf-STAR_ALIGN_(' + name + ')':>28} {state:>14} {'36G':>10} {peak:>8}G {code:>8}\n"
    tail += """
$ grep -A6 STAR_ALIGN conf/base.config
    withName: STAR_ALIGN {
        cpus          = 8
        memory        = { 36.GB }
        time          = 4.h
        errorStrategy = { task.exitStatus in [137, 140] ? 'retry' : 'finish' }
        maxRetries    = 1
    }
"""
    return "\n".join(text for _, text in lines) + "\n" + tail
