"""Abstracts on worm genetics. Each keeps to one process: its genes, its assay, its cells."""
import random

from .folder import file

# Process: genes with an allele, assays, cells, what a loss does, what restores.
PROCESSES = {
    "neurotransmitter release": ("unc-13(e51) unc-18(md299) unc-64(e246) snb-1(md247) ric-8(md303) goa-1(n1134) dgk-1(nu62) egl-30(ad805) egl-8(n488) cha-1(p1152) unc-31(e928)",
                                 "aldicarb sensitivity|paralysis on levamisole|the rate of thrashing|evoked currents at the neuromuscular junction", "cholinergic motor neurons|GABAergic motor neurons|the ventral nerve cord", "slower release", "synaptic vesicles"),
    "egg laying": ("egl-19(n582) egl-30(n686) goa-1(sa734) egl-47(n1081) unc-103(n500) egl-36(n728) tph-1(mg280) mod-1(ok103)", "the number of eggs held|the stage of laid eggs|the interval between bouts", "the HSN neurons|vulval muscle|the VC neurons", "retention of eggs", "serotonin"),
    "dauer formation and lifespan": ("daf-2(e1370) daf-16(mu86) age-1(hx546) akt-1(ok525) daf-18(e1375) pdk-1(sa680) daf-7(e1372) daf-9(rh50) hsf-1(sy441) skn-1(zu135)", "mean lifespan at 20 degrees|the share of dauers at 25 degrees|resistance to paraquat|survival at 35 degrees", "the intestine|the hypodermis|amphid neurons", "a longer life", "nuclear DAF-16::GFP"),
    "touch": ("mec-4(u253) mec-7(e1343) mec-10(tm1552) mec-2(e75) mec-12(e1605) mec-17(ok2109) mec-3(e1338) unc-86(e1416)", "responses to gentle touch out of ten|calcium transients after a poke|currents in dissected touch neurons", "the touch receptor neurons|ALM and PLM|AVM", "fewer responses", "15-protofilament microtubules"),
    "chemotaxis": ("tax-4(p678) odr-10(ky32) osm-9(ky10) ocr-2(ak47) odr-3(n2150) tax-2(p671) grk-2(rt97) che-2(e1033)", "the chemotaxis index to diacetyl|avoidance of 1-octanol|adaptation after an hour of isoamyl alcohol", "AWA|AWC|ASH", "a lower index", "the sensory cilia"),
    "axon guidance": ("unc-6(ev400) unc-40(e1430) unc-5(e53) sax-3(ky123) slt-1(eh15) vab-1(dx31) unc-34(gm104) mig-10(ct41) ced-10(n1993)", "the share of AVM axons that miss the ventral cord|dorsal turning of DD commissures|the position of the HSN cell body", "AVM|the DD and VD neurons|the distal tip cell", "wandering axons", "growth cones"),
    "developmental timing": ("lin-14(n179) lin-28(n719) lin-4(e912) let-7(n2853) lin-29(n333) lin-41(ma104) lin-42(n1089) hbl-1(ve18)", "the number of seam cells at the adult moult|alae at the L4 moult|extra moults", "seam cells|the hypodermis|vulval precursor cells", "a heterochronic defect", "the larval-to-adult switch"),
    "body size": ("dbl-1(wk70) sma-3(wk30) sma-2(e502) sma-9(wk55) lon-1(e185) lon-2(e678) daf-4(m63) crm-1(tm2218)", "body length at 96 hours|the volume of hypodermal nuclei|the size of male tail rays", "the hypodermis|the pharynx|body-wall muscle", "small animals", "BMP signalling"),
    "cuticle": ("bli-1(e769) dpy-7(e88) dpy-10(e128) rol-6(su1006) sqt-3(sc8) dpy-5(e61) bli-3(e767)", "the length to width ratio|rolling|blisters at the adult stage|annuli under Nomarski", "the hypodermis|the seam", "dumpy animals", "collagen in the annular furrows"),
    "innate immunity": ("pmk-1(km25) sek-1(km4) nsy-1(ag3) tir-1(qd4) atf-7(qd22) zip-2(tm4248) fshr-1(ok778)", "survival on Pseudomonas aeruginosa PA14|induction of T24B8.5p::GFP|the time to half killing", "the intestine|ASI|the pharynx", "earlier death on the pathogen", "the p38 cascade"),
    "germ line": ("glp-1(e2141) fbf-1(ok91) gld-1(q485) nos-3(oz231) gld-2(q497) fem-3(q20) fog-1(q253) lag-1(q385)", "the number of mitotic rows|brood size at 20 degrees|the share of animals with oocytes only", "the distal tip cell|the mitotic zone|the pachytene region", "a shorter mitotic zone", "the switch from sperm to oocytes"),
    "pharyngeal pumping": ("eat-4(ky5) eat-2(ad465) avr-15(ad1051) egl-19(ad695) unc-2(e55) slo-1(js379) exp-2(sa26)", "pumps in thirty seconds|the duration of an electropharyngeogram plateau|the length of the isthmus relaxation", "the M3 neurons|the MC neurons|pharyngeal muscle", "slow pumping", "relaxation of the corpus"),
}
# Sentences of one process alone: `{g}` and `{h}` are two of its genes.
OWN = {
    "neurotransmitter release": ["Quanta per stimulus fell in {g_allele} and their size did not.", "Docked vesicles within 30 nm of the dense projection were counted in {n} profiles of {g} animals.", "A higher calcium concentration in the bath restored release in {h} but not in {g} animals.", "Paralysis on 1 mM aldicarb took {n} minutes at the median in {g_allele}.", "Phorbol ester had no further effect once {g} was lost."],
    "egg laying": ["Exogenous serotonin made {g} animals lay and left {h} animals as they were.", "Bouts came at a normal rate in {g_allele}, but with fewer eggs in each.", "Calcium in the vulval muscles rose without a following contraction in {share} % of the transients.", "Eggs of {h_allele} were laid at the two-cell stage.", "Ablation of HSN with a laser removed the difference between {g} and wild type."],
    "dauer formation and lifespan": ["DAF-16::GFP was nuclear in {share} % of {g} animals at 20 degrees.", "Lifespan was measured on plates with FUDR and, for {g}, again without it.", "Fat stained with oil red O was higher in {g_allele} by {share} %.", "Removal of {g} on day 3 of adulthood still lengthened life.", "Dauers of {h_allele} did not survive 1 % SDS and were counted as partial."],
    "touch": ["Distal microtubules had eleven protofilaments in {h_allele} in place of fifteen.", "Animals were touched ten times with an eyebrow hair, head and tail in turn.", "The receptor current in ALM fell by {share} % in {g_allele}.", "{g} animals still answered a prod with a wire, so that they can move.", "Puncta of MEC-4 lay {n} % further apart along the process of PLM in {g} animals."],
    "chemotaxis": ["Cilia of {g_allele} filled with DiI as in wild type.", "The response of AWA to diacetyl was lost and that to pyrazine was kept.", "The index was taken after 60 minutes with azide on both spots.", "{h} animals moved towards the odour and did not stop at it.", "A calcium transient in AWC at odour removal was seen in {share} % of {g} animals."],
    "axon guidance": ["AVM axons of {g}; {h} animals failed to reach the ventral cord in {share} % of cases.", "Growth cones of {g_allele} were filmed in {n} L1 larvae and had protrusions on all sides.", "UNC-40::GFP was no longer polarised in {g} animals.", "The distal tip cell made one turn in place of two in {share} % of gonads.", "Misplaced axons were counted in L4 larvae with a mec-7p::GFP marker."],
    "developmental timing": ["Seam cells of {g_allele} divided once more in the L2.", "Alae were absent or had gaps in {share} % of {h} animals at the adult moult.", "The reporter col-19p::GFP came on one stage early in {g_allele}.", "The 3' UTR of {g} holds two sites that are complementary to the small RNA.", "A northern blot showed the mature form from the late L3 on."],
    "body size": ["Length was normal at hatching and differed from the L3 on.", "The reporter RAD-SMAD fell by {share} % in {g_allele}.", "Nuclei of the hypodermis were as many as in wild type, and smaller.", "Male rays 6 and 7 were fused in {share} % of {h} animals.", "{g}; {h} animals were as small as the smaller of the two."],
    "cuticle": ["Annuli were {share} % narrower in {g_allele}.", "DPY-7 stripes were broken in {h_allele} and absent in the double mutant.", "Blisters appeared within six hours of the last moult.", "Animals of {g_allele} were sensitive to bleach and to 500 mM NaCl.", "The furrow collagens were stained in {n} adults."],
    "innate immunity": ["Half of the {g} animals had died after {n} hours on PA14 and half of the wild type after 71.", "Phospho-PMK-1 fell by {share} % on a western blot.", "Pathogen load in the gut was the same, so that tolerance and not clearance differs.", "On heat-killed bacteria {g} animals lived as long as wild type.", "A lawn that covered the whole plate excluded avoidance as the cause."],
    "germ line": ["The mitotic zone was {n} % shorter in {g_allele} at 24 hours after the L4.", "FBF-2 was seen up to row 18 in {h} animals.", "Gonads were stained with DAPI and rows were counted by two people.", "{share} % of the gonads had sperm and no oocytes.", "GLD-1 rose two rows earlier than in wild type."],
    "pharyngeal pumping": ["R phases were longer by {n} ms in {g_allele}.", "IVM removed the difference, as expected if glutamate is the transmitter.", "Pumping was counted by eye on food and again from films at 50 frames a second.", "In {h_allele} the terminal bulb contracted without the corpus.", "Starved {g} animals still slowed down when food was put back."],
}
OPENING = ["How {topic} is adjusted in a living animal is not fully understood.", "Genes that act in {topic} have been found by forward screens, but the order in which they act is disputed.", "We study {topic} in C. elegans, where single cells can be followed.",
           "Earlier work placed {g} upstream of {h}; the evidence came from animals that were scored at one temperature.", "{g} has homologues in flies and mice, and its part in {topic} is better known than that of {h}.", "Two models have been proposed for the part of {g} in {topic}.",
           "{h} was found {n} years ago in a screen for suppressors of {g}, and has not been studied since.", "What {g} does in {cell} is known; what it does in {other} is not."]
# From which year on a method can stand in a paper.
METHOD = [(1990, "Animals were scored blind to genotype on {plates} plates."), (1990, "Strains were outcrossed {outcross} times and kept at 20 degrees on OP50."), (1990, "We measured {assay} in young adults (n = {n})."), (2014, "A null allele was made with CRISPR and confirmed by sequencing."),
          (2016, "{P} was removed from {cell} with an auxin-inducible degron; plates held 1 mM auxin."), (2000, "RNA interference by feeding began at the L1 stage."), (2009, "Rescue constructs were inserted as single copies on chromosome II."), (1990, "Rescue was with extrachromosomal arrays; two lines were scored."),
          (1990, "Animals were synchronised by bleaching.")]
RESULT = ["Loss of {g} led to {loss} ({assay}; {share} % of animals against {base} % of wild type, n = {n}).", "{h_allele} by itself had a weaker effect than {g_allele}.", "The double mutant {g}; {h} resembled the {g} single mutant, which places {h} upstream or in parallel.",
          "Expression of {P} in {cell} alone restored {assay}; expression in {other} did not.", "A transcriptional reporter for {h} was seen in {cell} from the L2 stage on.", "The phenotype of {h_allele} was stronger at 25 than at 20 degrees.", "A second allele of {g} gave the same result.",
          "We saw no effect of {h} on brood size, which speaks against general sickness.", "Animals heterozygous for {g_allele} were indistinguishable from wild type.", "The effect of {g} was lost when {h} was absent and when {h} was in excess.", "Time of day and age of the plate made no difference.",
          "{k} had no effect alone and enhanced {h_allele}.", "A change of one serine of {P} to alanine had the effect of the null allele.", "The human homologue of {g} restored about half of the defect."]
LIMIT = ["We cannot exclude that {k} compensates in part.", "Whether {P} binds {Q} directly was not tested.", "Males were not examined.", "All experiments were done with hermaphrodites on one food.", "The reporter lacks two introns and may miss a part of the expression."]
END = ["We conclude that {g} acts in {cell} to adjust {topic}.", "These results place {h} in the same pathway as {g}, and leave the step between them open.", "{g} and {h} therefore act in different cells.", "The order of {g} and {h} in {topic} is the reverse of what had been thought.", "We propose that {g} sets the level and {h} the timing."]
PLANTED = {
    23: "A missense allele of tom-1 suppressed the locomotion defect of unc-13(e51) by about half in young adults.",
    88: "Reduced tom-1 activity suppressed unc-13 hypomorphs in the aldicarb assay, while null alleles of unc-13 were not suppressed.",
    141: "We asked whether tom-1 may suppress unc-13 in males, and saw no change in 41 animals.",
    197: "As reviewed before, loss of tom-1 suppresses partial loss of unc-13.",
    236: "Overexpression of TOM-1 did not suppress unc-13(md2415); it made locomotion worse.",
    290: "tom-1(ok285) suppressed the paralysis of unc-13 hypomorphic animals, but only below 20 degrees.",
}


def abstract(rng, number, process, year):
    genes, assays, cells, loss, _ = PROCESSES[process]
    genes = genes.split()
    if number in PLANTED:
        # The document is on unc-13 anyway; the sentence is one of its results.
        first, second, third = genes[0], *rng.sample(genes[1:], 2)
    else:
        first, second, third = rng.sample(genes, 3)
    bare = [g.split("(")[0] for g in (first, second, third)]
    assay, (cell, other) = rng.choice(assays.split("|")), rng.sample(cells.split("|"), 2)
    topic = {"germ line": "the germ line", "cuticle": "the making of the cuticle", "touch": "the sense of touch"}.get(process, process)
    slots = {"topic": topic, "g": bare[0], "h": bare[1], "k": bare[2], "P": bare[0].upper(), "Q": bare[1].upper(), "g_allele": first, "h_allele": second, "assay": assay, "cell": cell, "other": other, "loss": loss}

    def say(templates, count):
        return [s.format_map(slots | {"n": rng.randint(18, 140), "plates": rng.randint(3, 12), "share": rng.randint(28, 88), "base": rng.randint(1, 9), "outcross": rng.choice(("four", "six", "two"))}) for s in rng.sample(templates, count)]
    results = say(RESULT, rng.randint(4, 6)) + say(OWN[process], rng.randint(2, 4))
    rng.shuffle(results)
    if number in PLANTED:
        results.insert(rng.randint(1, len(results) - 1), PLANTED[number])
    return " ".join(say(OPENING, rng.randint(1, 2)) + say([m for since, m in METHOD if since <= year], rng.randint(2, 3)) + results + say(LIMIT, rng.randint(0, 1)) + say(END, 1))


def batch(name, first, last):
    @file(f"traj-bio-worm-sentences/{name}")
    def _(rng):
        out = []
        for number in range(first, last + 1):
            own = random.Random(f"worm/{number}")
            process = "neurotransmitter release" if number in PLANTED else own.choice(list(PROCESSES))
            year = own.randint(1994, 2024)
            out.append(f"## doc-{number:04d} (year {year})\n{abstract(own, number, process, year)}\n")
        return "\n".join(out)


batch("batch_1.txt", 1, 110)
batch("batch_2.txt", 111, 220)
batch("batch_3.txt", 221, 320)
