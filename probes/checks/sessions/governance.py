"""A register, a consultation, incidents, a draft law."""
import random

import textures as t

from .folder import file

ABOVE = {31: (4.05e11, 1.56e13), 77: (1.7e11, 1.2e13), 118: (3.2e11, 4.9e12), 164: (2.0e11, 9.0e12), 209: (1.1e11, 1.4e13)}


@file("traj-gov-compute-register/register.csv")
def _(rng):
    """In order of the month; most runs are small. A basis of `estimated` comes from the authority, and is rounder."""
    months = sorted(f"2026-{m:02d}" for m in rng.choices(range(1, 10), k=220))
    size = {n: 10 ** rng.gauss(9.1, .5) for n in range(1, 41)}
    out = []
    for n, month in enumerate(months, 1):
        operator = rng.randint(1, 40)
        params = size[operator] * rng.choice((.3, .5, 1, 1, 2, 3.5))
        tokens = params * 10 ** rng.uniform(1.4, 3)
        estimated = rng.random() < .35
        if n in ABOVE:
            params, tokens = ABOVE[n]
            operator = {31: 7, 77: 22, 118: 7, 164: 35, 209: 22}[n]
        form = (lambda v: f"{v:.2g}") if estimated and n not in ABOVE else (lambda v: f"{v:.3g}")
        out.append([f"RUN-{n:03d}", f"operator-{operator:02d}", form(params), form(min(tokens, 1.2e13) if n not in ABOVE else tokens), "dense" if n in ABOVE else rng.choices(("dense", "moe (total)", "moe (active)"), (7, 1, 2))[0], "estimated" if estimated else "declared", month])
    return t.tsv("id operator params tokens kind basis month".split(), out, ",")


# Who writes: how they begin, and what they care for.
WHO = {
    "company": (["We are a software company in {town} with {n} staff and supply {field} in three counties.", "Our firm integrates {field} for banks and cooperatives and would be a provider under the draft.", "We import and adapt models for {field}. Whether we are a provider or a deployer under section {s} is not clear to us.", "As a start-up of {n} people we read the draft with one question: who signs for an update?"],
                ["A definition of substantial modification is missing; every nightly retraining could be one.", "Audit logs of all prompts would double our storage bill. We propose logs of decisions.", "The register should accept the technical file of the EU in place of a new one.", "The fee of section {s} does not distinguish a pilot from a national system.", "Trade secrets need a closed annex to the register entry.", "We ask for a sandbox in which a system can be tried before it is registered.", "Penalties should be scaled by turnover."]),
    "NGO": (["{org} works with smallholders in {town} and comments from their side.", "We speak for {n} member organisations that use or meet automated decisions in {field}.", "{org} has collected {n} complaints on {field} since 2024.", "We thank the Ministry for the Swahili summary and reply to sections 4 to {s}."],
            ["People must learn that a system decided, in a language that they read.", "The register should be public and searchable by county.", "Impact assessments should be published before use and not after a complaint.", "Exemptions for security agencies in section {s} have no end date.", "A complaint should stop the decision until it is heard.", "Women without a phone of their own are missing in the data of most systems, and the draft does not mention it.", "Civil society should have two seats in the advisory board."]),
    "county": (["The county government of {town} runs {n} health facilities, two of them with {field}.", "Our department of ICT has four officers for {n} systems.", "The county assembly has considered the draft and comments on sections {s} and 22.", "We use {field} and bought it from a vendor that has since closed."],
               ["The county has no officer who could read a model card. Training comes before registration.", "Overlap with procurement law: the tender would have to name the register entry that only exists after the tender.", "County hospitals cannot pay for an assessment by a third party.", "Systems bought by the national government and run by us need one entry, not 47.", "Connectivity in {town} does not allow daily uploads of logs.", "We ask that section {s} names the county as the authority for local complaints."]),
    "university": (["The school of {school} in {town} comments as a user and as a trainer of models.", "We are researchers in {field} and were not consulted on section {s}.", "Our laboratory trains language models for Dholuo, Kikuyu and Somali on {n} GPUs.", "The ethics board of our university reviewed the draft in two meetings."],
                   ["Research that is not put into service should be exempt in words, and not by interpretation.", "Student projects would fall under section {s} as it stands.", "The threshold counts users; for research the number of persons in the data matters more.", "Data of participants cannot be given to an auditor without their consent.", "Compute is rented abroad, so that the place of training is no useful criterion.", "We offer to host a test set in national languages.", "Overlap with the Data Protection Act 2019 should be solved in one section."]),
    "private person": (["I drive a boda boda in {town} and my account was closed by a computer.", "I am a teacher in {town}. My pupils are marked by a program since last year.", "I write as a nurse. We have {field} on the ward.", "My loan was refused in four seconds and nobody could say why.", "I am retired and have read all {n} pages."],
                       ["There should be a number one can call.", "Please write the law so that we understand it.", "I want a person to look at it again, and not the same program.", "Who pays when it is wrong?", "It should not cost money to complain.", "The notice on the wall is in English.", "If the machine is not sure it should say so."]),
}
TOWNS, FIELDS, ORGS, SCHOOLS = "Kisumu Nakuru Mombasa Eldoret Garissa Nyeri Kakamega Machakos Lodwar Kisii Voi Meru".split(), ["credit scoring", "triage of patients", "crop insurance", "translation", "exam marking", "fraud detection", "image reading in radiology", "chat services for customers"], ["Haki Digital", "the Wakulima Forum", "Sauti ya Mtaa", "the Network of Patients", "Mtandao Wetu", "the Media Users' Council"], ["computing", "law", "public health", "agriculture"]
MORE, KEEP = (4, 11, 19, 26, 38, 45, 57, 63, 70), (8, 33, 52)
PERIODS = ["The notice period of section {s} is too short.", "Retention of logs for {y} years is too long for a small office.", "The time to answer a complaint should be named."]


@file("traj-gov-consultation-nairobi/responses.txt")
def _(rng):
    kinds, out = list(WHO), []
    order = [""] * 74
    # Those who name a length keep the kind that the key counts; the others are as they came in.
    fixed = {n: kinds[n % 5] for n in MORE + KEEP}
    for n in range(1, 75):
        order[n - 1] = fixed.get(n) or rng.choices(kinds, (16, 15, 13, 12, 18))[0]
    for n, kind in enumerate(order, 1):
        begins, points = WHO[kind]
        slots = {"town": rng.choice(TOWNS), "n": rng.randint(6, 64), "field": rng.choice(FIELDS), "s": rng.randint(5, 21), "org": rng.choice(ORGS), "school": rng.choice(SCHOOLS), "y": rng.choice((3, 5, 7))}
        short = kind == "private person"
        text = rng.sample(points, rng.randint(2, 3) if short else rng.randint(3, 5))
        if rng.random() < .22:
            text.append(rng.choice(PERIODS))
        rng.shuffle(text)
        if n in MORE:
            text.insert(rng.randint(1, len(text)), "We ask for a transition period of 24 months instead of 12." if kind != "private person" else "I ask for a transition period of 24 months instead of 12, so that small shops can follow.")
        if n in KEEP:
            text.insert(rng.randint(1, len(text)), "We ask that the transition period of 12 months is not extended." if kind != "private person" else "I ask that the transition period of 12 months is not extended.")
        end = rng.choice(("", "We are ready to be heard.", "A table with wording is attached.", "We support the draft as a whole.", "We would welcome a second round.")) if not short else rng.choice(("", "Thank you for asking us.", "Asante."))
        body = " ".join([rng.choice(begins), *text, end]).format(**slots).strip()
        out.append(f"### R-{n:02d} ({kind})\n{body[0].upper() + body[1:]}\n")
    return "\n".join(out)


KINDS = {"health": ("wrong output", "privacy", "outage", "biased ranking"), "transport": ("outage", "wrong output", "unauthorised access"), "finance": ("biased ranking", "unauthorised access", "wrong output", "privacy"), "education": ("wrong output", "biased ranking", "privacy"), "public administration": ("biased ranking", "privacy", "outage", "unauthorised access", "wrong output")}
# Later report, earlier report, and whether a clerk has noticed.
SAME = ((40, 12, True), (71, 12, True), (130, 88, True), (201, 155, True), (240, 17, True), (67, 66, False), (180, 101, False), (221, 158, False))


@file("traj-gov-incident-dedup/incidents.csv")
def _(rng):
    """Numbered as received; an event lies some days before its report, and no two different events agree in all four fields."""
    out, taken = [], set()
    for n in range(1, 261):
        received = round(4 + n * 296 / 260 + rng.uniform(0, 1))
        while True:
            day = max(0, received - 1 - int(rng.expovariate(1 / 7)))
            sector = rng.choice(list(KINDS))
            row = (t.stamp("2026-01-01", day * 86400)[:10], sector, rng.choice(KINDS[sector]), rng.choices(("low", "medium", "high"), (5, 4, 2))[0])
            if row not in taken:
                break
        taken.add(row)
        out.append([f"IN-{n:04d}", t.stamp("2026-01-01", received * 86400)[:10], *row, rng.choices(("operator", "newspaper", "user"), (5, 3, 4))[0], ""])
    for later, earlier, noticed in SAME:
        out[later - 1][2:6] = out[earlier - 1][2:6]
        out[later - 1][6] = "newspaper" if out[earlier - 1][6] != "newspaper" else "operator"
        out[later - 1][7] = f"same event as IN-{earlier:04d}" if noticed else ""
    return t.tsv("id received date sector kind severity reporter note".split(), out, ",")


DRAFT = """Article 1   [3]
Subject matter. (1) This Regulation lays down rules for the placing on the market, putting into service and use of automated decision systems in the Member bodies of the Union of Port Cities. (2) It does not apply to systems that are used for research only and are not made available to others.

Article 2   [3]
Definitions. "System" means software that infers from its input how to generate decisions, scores or recommendations. "Provider" means whoever develops a system and makes it available under its own name. "Deployer" means whoever uses a system in the course of its business. "Substantial modification" means a change that was not foreseen in the technical file and that affects the intended purpose.

Article 3   [4]
Intended purpose. The provider states the intended purpose in the technical file. A deployer that changes the intended purpose takes the place of the provider.

Article 4   [5]
Systems subject to registration. (1) Systems listed in Annex 1 are registered before they are put into service. (2) The Board may add entries to Annex 1 after a consultation of at least 60 days.

Article 5   [6]
Register. (1) The secretariat keeps a public register. (2) An entry contains the particulars of Annex 2. (3) Trade secrets may be deposited in a closed part, to which the authorities have access.

Article 6   [7]
Technical file. The provider keeps the technical file for six years after the last system of the version was put into service. The file is drawn up in a language that the authority understands.

Article 7   [8]
Human oversight. (1) A decision with legal effect for a person is reviewed by a human on request. (2) The reviewer has access to the input and the output, and the power to decide otherwise. (3) The request is answered within 20 working days.

Article 8   [9]
Monitoring. The provider collects reports on malfunctions from deployers and evaluates them at least once in a quarter. The evaluation is part of the technical file.

Article 9   [10]
Serious incidents. (1) A serious incident shall be reported without delay and not later than 15 days after the provider knew of it. (2) A serious incident is one that has led to the death of a person, to serious harm to health or property, or to a disruption of port services of more than six hours. (3) The report is made to the authority of the Member body in which the incident occurred; Annex 3 lays down its form.

Article 10   [11]
Duties of deployers. A deployer that becomes aware of a serious incident informs the provider on the same day and suspends use where the cause is not known. The duty of the provider under Article 9 is not affected.

Article 11   [12]
Corrective action. Where the authority finds that a system does not conform, it sets a period of between five and thirty working days for correction. In urgent cases it may order suspension at once.

Article 12   [13]
Access to documents. The authority may request the technical file and the logs of the last twelve months. They are provided within 15 working days.

Article 13   [14]
Fees. Registration is subject to a fee according to Annex 5. Public hospitals and schools pay no fee.

Article 14   [15]
Authorities. Each Member body designates one authority. The authorities exchange information once in a quarter, and at once where a system is in use in more than one port.

Article 15   [16]
Board. The Board consists of one representative of each authority. It adopts guidelines by a majority of two thirds.

Article 16   [17]
Complaints. Any person may lodge a complaint with the authority of the place where the decision had its effect. The complainant is informed of the outcome within three months.

Article 17   [18]
Confidentiality. Information obtained under this Regulation is used for its purposes only. Article 5(3) applies to inspectors and experts as well.

Article 18   [19]
Penalties. (1) Infringements of Articles 4, 6 and 9 are subject to fines of up to 2 % of annual turnover. (2) For late reports under Article 9 the authority takes into account whether the provider had a reporting procedure in place.

Article 19   [20]
Small undertakings. For undertakings with fewer than fifty staff, fines do not exceed half of the amounts in Article 18, and the technical file may be drawn up in the simplified form of Annex 6.

Article 20   [21]
Sandboxes. A Member body may allow a system to be tried under supervision for up to twelve months. Incidents in a sandbox are reported to the supervisor within 24 hours.

Article 21   [22]
Delegated acts. The Board may amend Annexes 1, 2, 5 and 6. Annexes 3 and 9 are amended by the ordinary procedure.

Article 22   [23]
Transition. Systems in service on the date of application are registered within 18 months of that date.

Article 23   [24]
Review. The Board reports on the application of this Regulation after three years and on Article 9 after one year.

Article 24   [24]
Entry into force. This Regulation enters into force on the twentieth day after its publication and applies from 1 March 2027. Article 14 applies from the entry into force.

Annex 1   [26]
Systems under Article 4: (a) assignment of berths and slots where a refusal has legal effect; (b) selection of containers for inspection; (c) scoring of applicants for port labour; (d) remote operation of cranes; (e) access control with biometric data; (f) pricing of public services.

Annex 2   [28]
Particulars of an entry: name and address of the provider; intended purpose; version; ports in which the system is in use; date of the technical file; contact for complaints; a summary of tests of not more than two pages.

Annex 3   [30]
Form of reports. (1) Reports are made with the form that the secretariat provides. (2) The first report contains what is known of time, place, persons affected and measures taken. (3) For the purpose of Article 9, reports under this Annex are made within 10 working days, and within 2 days where a death has occurred. (4) A final report follows within 60 days of the first one.

Annex 4   [33]
Tests. Tests are carried out with data that are representative of the port in which the system is to be used. Results are given with the number of cases and an interval. Tests with less than 200 cases are marked as such.

Annex 5   [35]
Fees. Registration 400 units; change of an entry 80 units; sandbox 150 units per month. Fees are due within 30 days of the invoice.

Annex 6   [36]
Simplified technical file: intended purpose, source of data, one page on tests, one page on oversight, name of the person responsible.

Annex 7   [38]
Marking. Persons are informed by the sign of part A where a system decides, and by the sign of part B where it recommends. The sign is at least 8 cm high.

Annex 8   [39]
Experts. Experts have no contract with a provider in the two years before and after their opinion.

Annex 9   [40]
Relation of annexes and articles. (1) Annexes 1, 2 and 4 to 8 are part of this Regulation and take effect with it. (2) As regards periods and addressees of reports, Article 9 takes precedence over Annex 3 in case of doubt. (3) The Board publishes a consolidated text.

Annex 10   [42]
Correlation table. Article 6 corresponds to section 4 of the Port Data Order 2019, Article 9 to section 11, Article 16 to section 15. Sections 12 and 13 of the Order are repealed.
"""


@file("traj-gov-annex-conflict/draft.txt")
def _(rng):
    return DRAFT
