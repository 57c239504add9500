"""A sequence, by-products of chlorination, abstracts, peaks."""
import random

import textures as t

from .folder import file


@file("traj-chem-hplc-stability/sequence.csv")
def _(rng):
    """Samples by month, two injections each. From 121 the flow falls (a check valve), so retention and areas rise and pressure falls; it is mended before 156."""
    order = [f"ST-{m:02d}M-{k:02d}" for m in (0, 3, 6, 9, 12, 18) for k in range(1, 15)]
    queue, out = [s for s in order for _ in (1, 2)], []
    level = {s: 100.4 - .16 * int(s[3:5]) + random.Random(s).gauss(0, .35) for s in order}
    for n in range(1, 201):
        kind = "QC" if n % 10 == 0 else "blank" if n % 25 == 1 else "sample"
        # The share of the flow that is lost.
        lost = {130: .0362, 140: .0455, 150: .0573}.get(n, max(0, min(.06, .0036 * (n - 120) if n <= 130 else .0362 + .00105 * (n - 130)))) if 120 < n < 156 else 0
        sample = kind if kind != "sample" else (queue.pop(0) if queue else "wash")
        area = 0 if kind == "blank" or sample == "wash" else (100 + rng.gauss(0, .32) if kind == "QC" else level[sample] + rng.gauss(0, .3)) / (1 - lost)
        if n in (130, 140, 150):
            area = 100 / (1 - lost)
        out.append([n, kind, sample, f"{area:.2f}", f"{6.42 / (1 - lost) + rng.gauss(0, .006):.3f}" if area else "", f"{rng.gauss(1.16, .025):.2f}" if area else "", f"{152 * (1 - lost) + rng.gauss(0, .7):.0f}"])
    return t.tsv("injection kind sample area_pct_of_std rt_min tailing pressure_bar".split(), out, ",")


@file("traj-chem-thm-lima/thm.csv")
def _(rng):
    """Water warms over two weeks before day 91; chlorine and carbon of a point move slowly from day to day, and by-products go with temperature."""
    points = {"planta": (22, .92, 2.3), "tanque_norte": (41, .66, 2.1), "tanque_sur": (39, .63, 2.1), "red_final": (58, .48, 2.0)}
    chlorine, carbon, weather, out = {p: 0.0 for p in points}, 0.0, 0.0, []
    for day in range(1, 151):
        warm = min(1, max(0, (day - 76) / 15))
        weather = .8 * weather + rng.gauss(0, .22)
        carbon = .85 * carbon + rng.gauss(0, .05)
        for point, (base, free, toc) in points.items():
            chlorine[point] = .75 * chlorine[point] + rng.gauss(0, .022)
            value = base * (1 + (.5 if day > 90 else .16 * warm) + .02 * weather + .06 * carbon) + rng.gauss(0, base * .022)
            if point == "tanque_sur" and day > 118:
                value *= .45
            if point == "red_final" and day <= 90:
                value = min(value, 76.4)
            if point == "red_final" and day > 90:
                value = max(value, 80.6)
            out.append([day, point, f"{value:.1f}", f"{max(.21, free - .09 * warm + chlorine[point]):.2f}", f"{toc + carbon + rng.gauss(0, .04):.1f}", f"{16.8 + 7.1 * warm + weather + {'planta': -.3, 'red_final': .4}.get(point, 0) + rng.gauss(0, .12):.1f}"])
    return t.tsv("day point thm_ug_l free_cl_mg_l toc_mg_l temp_c".split(), out, ",")


# Catalyst: reactions it is used for, what its abstracts say of light and mechanism.
CATALYSTS = {
    "Ni/4CzIPN": (("C-N coupling of aryl bromides with secondary amines", "esterification of aryl halides with carboxylic acids", "decarboxylative arylation of amino acids"), "blue LEDs at 456 nm", ("Stern-Volmer plots show that the amine quenches the excited dye.", "Energy transfer to the nickel complex is the likely first step.", "Nickel black formed in runs above 50 degrees.")),
    "[Ir(ppy)2(dtbbpy)]PF6": (("Minisci alkylation of quinolines", "hydroamination of styrenes", "trifluoromethylation of indoles"), "a 34 W blue lamp", ("Luminescence is quenched by the thiol with a constant of {q} x 10^8 per M and s.", "A radical clock opened completely.", "The iridium complex was used at {low} mol% and not recovered.")),
    "[Ru(bpy)3]Cl2": (("[2+2] cycloaddition of bis(enones)", "oxidative hydroxylation of boronic acids", "reductive dehalogenation of bromoacetophenones"), "white light", ("Without light no product was seen after 24 h.", "Oxygen stopped the reductive quenching cycle.", "The ruthenium salt was extracted into water and used {n} times.")),
    "eosin Y": (("arylation of furans with diazonium salts", "thiol-ene addition", "oxidation of sulfides"), "green LEDs at 530 nm", ("The dye bleached within {h} h.", "Xanthene dyes cost less than a thousandth of the iridium complex.", "A chain carries most of the turnover, as the quantum yield of {y} shows.")),
    "Cu(dap)2Cl": (("atom transfer radical addition to olefins", "azidation of benzylic C-H bonds", "cyanation of redox-active esters"), "green light", ("The lifetime of the excited complex is {l} ns.", "Copper halide dissociates and rebounds to the alkyl radical.", "The complex was recovered by precipitation in {share} % and used twice.")),
    "carbon nitride": (("oxidation of benzyl alcohols", "hydroxylation of benzene derivatives", "C-O coupling with a nickel salt", "formylation of indoles"), "blue LEDs at 440 nm", ("The powder absorbs up to 460 nm.", "Poly(heptazine imides) with potassium were more active than the melon form.", "Holes oxidise the alcohol, and oxygen takes the electron.")),
    "TiO2": (("degradation of a dye in water", "addition of amines to maleimides", "deoxygenation of sulfoxides"), "a xenon lamp with a 385 nm filter", ("Rates followed a Langmuir-Hinshelwood law.", "Surface complexes moved the absorption into the visible.", "The slurry was settled overnight and used {n} times.")),
}
FACTS = ["{yield_} % of the product were isolated on a {scale} mmol scale.", "Without light the yield fell to {low2} %.", "In {solvent} the reaction was slower than in acetonitrile.", "{scope} substrates gave {lowy} to {yield_} %.", "Ortho substituents were tolerated, nitro groups were not.", "Oxygen had to be excluded.", "Water up to {w} equivalents did no harm.",
         "TEMPO stopped the reaction and the adduct was seen by mass spectrometry.", "BHT had little effect, which speaks against free radicals.", "A Hammett plot gave a rho of {rho}.", "The reaction stopped when the lamp was switched off and went on when it was switched on again.", "Esters, nitriles and free alcohols survived.", "Heteroarenes with a free NH had to be protected.", "The set-up was a row of vials before a strip of LEDs with a fan.", "At 60 degrees side products rose to {low2} %.", "Air did not matter, degassing was left out.", "Two drugs were changed at a late stage in {lowy} and {yield_} %.", "A base of moderate strength was needed, carbonate served best.", "Chloroarenes did not react.", "A flow reactor with {vol} mL of tubing shortened the time from {h} h to {min} min.", "No product formed without the base.", "The light-on-light-off experiment showed that no long chain is carried.", "Sunlight gave {suny} % in a day.", "Scale-up to {gram} g gave {gy} %.", "Kinetic isotope effects of {kie} point to C-H cleavage in the slow step."]
PLANTED = {14: "Carbon nitride was recovered and used 11 times with less than 5 % loss.", 57: "The carbon nitride powder kept its activity over 8 runs in ethanol.", 83: "Carbon nitride lost half of its activity in the third run.", 102: "Recovery of carbon nitride was not attempted."}
OPENERS = ["We report the {r} with {c} under {l}.", "{C} under {l} allows the {r}.", "A protocol for the {r} with {c} is described.", "The {r} has needed strong oxidants; here {c} and {l} replace them.", "Late-stage use of the {r} is limited by metal residues. {C} under {l} is studied here."]


@file("traj-chem-photocat-lit/abstracts.txt")
def _(rng):
    out = []
    for number in range(1, 121):
        name = "carbon nitride" if number in PLANTED else rng.choices(list(CATALYSTS), (5, 5, 4, 4, 3, 3, 3))[0]
        reactions, light, facts = CATALYSTS[name]
        high = rng.randint(71, 96)
        slots = {"yield_": high, "scale": rng.choice(("0.2", "0.5", "1.0")), "low2": rng.randint(2, 9), "solvent": rng.choice(("ethanol", "DMF", "toluene", "ethyl acetate", "DMSO")), "scope": rng.randint(14, 46), "lowy": rng.randint(31, 58), "w": rng.randint(2, 20), "vol": rng.choice((5, 10, 15)), "h": rng.choice((12, 16, 18, 24)), "min": rng.randint(12, 55),
                 "suny": rng.randint(38, 70), "gram": rng.choice(("1.2", "2.5", "4.8", "10")), "gy": high - rng.randint(2, 14), "rho": rng.choice(("-0.6", "+0.4", "-1.3", "+1.1")), "kie": rng.choice(("1.1", "2.4", "3.1", "4.0")), "q": rng.randint(2, 9), "low": rng.choice(("0.5", "1", "2")), "n": rng.randint(3, 6), "y": rng.choice(("12", "27", "46")), "l": rng.randint(180, 290), "share": rng.randint(61, 88)}
        reaction = rng.choice(reactions)
        opener = rng.choice(OPENERS).format(r=reaction, c=name, C=name[0].upper() + name[1:], l=light)
        body = [f.format(**slots) for f in rng.sample(FACTS, rng.randint(3, 5)) + rng.sample(facts, rng.randint(1, 2))]
        rng.shuffle(body)
        if number in PLANTED:
            body.insert(rng.randint(1, len(body)), PLANTED[number])
        out.append(f"[{number:03d}] ({rng.randint(2014, 2025)})\n{opener} {' '.join(body)}\n")
    return "\n".join(out)


# Groups of a spectrum: shift, spread, intensity by protons, what it is.
GROUPS = (("aryl", 7.35, .42, 2), ("aryl", 7.05, .35, 2), ("aryl", 7.8, .4, 1), ("OMe", 3.76, .07, 3), ("OMe", 3.68, .06, 3), ("CH3", 2.28, .14, 3), ("CH3", 1.18, .12, 3), ("CH3", .93, .09, 3), ("CH2", 2.62, .2, 2), ("CH2", 4.08, .16, 2), ("CH2", 1.58, .17, 2), ("CH2", 3.42, .14, 2))


@file("traj-chem-nmr-script/peaks.tsv")
def _(rng):
    """Sixty spectra of ordinary compounds with solvent and water. What the script wrote belongs to another row: assignments were joined after the peaks had been sorted the other way."""
    out = []
    for n in range(60):
        scale = rng.uniform(.7, 1.6)
        rows = [[2.5 + rng.gauss(0, .001), 1.1e5 * scale, rng.gauss(1.7, .1), "solvent"], [3.33 + rng.gauss(0, .008), 4e5 * rng.uniform(.4, 1.6), rng.uniform(2.4, 4.6), ""]]
        for kind, shift, spread, protons in rng.sample(GROUPS, 7):
            rows.append([rng.gauss(shift, spread), 1.4e5 * protons * scale * rng.uniform(.85, 1.1), rng.gauss(1.4, .15), kind if rng.random() < .95 else ""])
        rows.sort(key=lambda r: -r[0])
        given = [r[3] for r in rows][::-1]
        out += [[f"n{n:03d}", f"{ppm:.3f}", f"{i:.0f}", f"{max(.8, w):.2f}", a] for (ppm, i, w, _), a in zip(rows, given)]
    return t.tsv("spectrum ppm intensity width_hz assigned".split(), out)
