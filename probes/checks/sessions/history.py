"""Minutes of a town council, petitions, links between registers, a port."""
import random
import re

import textures as t

from .folder import file

# ---- minutes: matters that run from meeting to meeting

MEN = "Mr Abel|Mr Ashby|Mr Dacre|Mr Rudd|Mr Lowe|Mr Penrose|Mr Tolland|Mr Quill|Mr Oyelaran|Dr Finch|Mr Vane|Mr Hext|Captain Morley".split("|")
STREETS = "Cross Street|the Shambles|Quay Lane|Mill Brow|Castle Gate|Fore Street|the Butter Walk|Pump Court|Tanyard Row|St Anne's Steps".split("|")
TRADES = "Messrs Hobday and Sons|Mr Josiah Pell|the widow Harker|Messrs Vane and Crook|Mr Thos. Grubb|Mr Ezra Lamb|the Quay Foundry|Mr Saml. Tyrrell".split("|")
WORKS = "the second arch of the bridge|the quay wall below the custom house|the weir at the mill|the north pier of the footbridge|the retaining wall of Castle Gate|the culvert under Fore Street".split("|")
# Each matter goes through its stages in order, some meetings apart; then another place begins.
MATTERS = {
    "drain": ["The surveyor reported that the drain in {street} was choked at the lower end and that the cellars of four houses stood in water. Referred to the committee on works.", "The committee on works recommended a new drain of nine-inch pipe in {street}, in length {n} yards. Agreed; tenders to be had.", "Three tenders for the drain in {street} were opened: {trade}, {n} pounds; {other}, {m} pounds; a third without name was laid aside. That of {low} was accepted.", "{low} wrote that the ground in {street} was rock and asked for a further {s} pounds. Refused, the contract being by the yard and not by the soil.", "The surveyor certified the drain in {street}. The account of {low} was passed for payment."],
    "lamps": ["A memorial of {h} householders of {street} prayed for two lamps. Referred to the lighting committee.", "The lighting committee reported that the main did not reach {street}. {a} asked what the company would charge to carry it there.", "A letter was read from the gas company: {n} pounds for the main into {street}, and the lamps at the usual rent. {b} thought it dear. Left on the table.", "The letter of the gas company on {street} was taken from the table. Moved by {a}, seconded by {b}, that one lamp be tried for the winter. Carried.", "The lamp in {street} having been lit since the last meeting, {c} said that it was of more use to the inn than to the public. No resolution."],
    "market": ["The toll collector reported that {h} stalls had stood in {street} on market day without payment.", "{a} moved that stalls in {street} be charged as in the square. {b} would exempt the country women with butter and eggs. Adjourned.", "The adjourned question of stalls in {street} was put. An amendment of {b} to exempt baskets was carried, and the motion as amended.", "The tolls of the quarter were {n} pounds {m} shillings, against {s} pounds in the same quarter of last year. The collector was asked to account for the difference.", "The collector attended and said that two fairs had fallen within the other quarter. The explanation was accepted."],
    "bridge": ["The surveyor reported a crack in {work}, of the width of a penny.", "{a} and {b} were named to view {work} with the surveyor.", "{a} reported that the crack in {work} had been there in his father's time. {b} reported that it had grown. The surveyor was to put a slip of glass across it.", "The glass across the crack in {work} was found broken. Resolved that nothing above two tons pass until further order.", "A letter of the carriers complained of the order as to {work}. Left on the table.", "An engineer from the county, Mr {engineer}, was heard on {work}. He advised iron ties at a cost of {n} pounds. Agreed, five dissenting.", "The ties were reported in place at {work}. The order as to loads was discharged with thanks to nobody in particular, as {c} observed."],
    "reading room": ["The committee on the reading room had met once since the last meeting and had nothing to report.", "Resolved that {n} shillings be paid to {trade} for coals for the reading room.", "A complaint was read that the newspapers in the reading room were cut. {c} asked whether it was known what was cut out. It was the racing.", "The librarian, Miss Orde, asked for leave of a fortnight. Granted.", "{a} moved that the reading room be open on Sundays after church. {b} seconded for the sake of debate. Lost by a show of hands."],
    "engine": ["The captain of the fire brigade reported {h} feet of hose to be rotten.", "An estimate of {trade} for hose, {n} pounds, was laid before the Council and referred to the finance committee.", "The finance committee would spare {s} pounds for hose. The captain said that it would reach the first floor. Agreed.", "The engine was called to {street} on the Tuesday. The fire had been put out by the neighbours. Thanks were voted to the neighbours."],
    "tramway": ["A deputation of the Tramway Company was heard on a line by {street} to the station.", "The town clerk reported on the powers of the Council under the Tramways Act. A committee of five was named: {a}, {b}, {c} and two to be added.", "The committee on the tramway had not met.", "The committee on the tramway had met, and differed. {a} for the majority thought the gradient at {street} too steep for horses.", "A letter of the Tramway Company offered {n} pounds a year for the use of {street}. Referred to the committee, with power to negotiate but not to sign."],
    "rate": ["The collector of the poor rate reported arrears of {n} pounds in the lower parish and {s} in the upper.", "Summonses were ordered against {h} occupiers in arrear. {c} asked that widows be visited first. Agreed to.", "The sum of {m} pounds was written off as lost, the persons having left the town.", "A rate of {s} pence in the pound was moved by {a} and seconded by {b}. Carried, Mr Quill desiring that his dissent be entered."],
    "town hall": ["An application of the Choral Society for the town hall on the second Thursday was granted at the usual charge.", "An application of the Temperance Union for the town hall was granted, the Union to find its own chairs.", "{trade} was paid {n} shillings for glazing at the town hall.", "A travelling lecturer on {lecture} asked for the town hall. {c} asked whether members would be admitted free. Refused by {{division}}.", "The clock of the town hall was reported eleven minutes fast. The surveyor to see to it."],
    "hospital": ["The account of the fever hospital for the quarter, {n} pounds, was found correct and passed.", "The matron of the fever hospital reported {h} admitted, {s} discharged and two dead since the last meeting.", "The visitors to the fever hospital, {a} and {b}, reported the wards clean and the pump out of order.", "{trade} was paid {n} shillings for lime and carbolic at the fever hospital.", "Dr Finch asked for a second nurse at the fever hospital through the winter. Referred to the finance committee.", "The finance committee reported against a second nurse at the fever hospital, the beds not being full."],
}
ODDS = """The clerk read a circular of the Local Government Board on {circular}. Ordered to lie on the table.
The Mayor thanked {a} for his services as chairman of the committee on works during the illness of {b}.
Notice was given by {c} that he would at the next meeting call attention to the state of {street}.
A letter was read from {trade} on a bill that was said to have been paid twice. The treasurer to look into it.
The seal was affixed to the conveyance of a plot in {street}, in length {n} feet.
{a} asked when the minutes would be printed. The clerk replied that they never had been.
Applications for the place of {post} were read. Adjourned for testimonials.
A vote of condolence with the family of {dead} was passed, the members standing.
The inspector of nuisances reported {h} visits, {s} notices, and a pig in {street}.
The chief constable's return of drunkenness for the month was read: {h} cases.
Bills to the amount of {n} pounds {m} shillings were passed for payment.
{b} complained of the smell from the tan-yard. {c} said that it had been there before the complaint.
The medical officer reported {s} cases of scarlatina and none of smallpox.
Leave was given to {trade} to place a hoarding in {street} for {s} weeks.
The lease of {lease} was renewed for seven years at {n} shillings.
{a} presented a portrait of his late father. Accepted, the place for it to be considered.
The weights of {h} shops were found correct and of two light. The owners to be warned.
A horse of the town having died, {b} was authorised to buy another at not above {n} pounds.
The vestry of the upper parish wrote on the fence of the burial ground. Referred to its owner, if he could be found.
The school board asked for the use of a room while the chimney was mended. Granted.
{c} drew attention to boys who bathed from the quay. The constable to be asked to look the other way less often.
The treasurer reported a balance of {n} pounds in hand.
The band asked to play on the green on summer evenings. Granted, {a} hoping that they would practise first.
The pump in {street} was reported to give sand. The surveyor to draw the pipe.
Tar to the amount of {m} barrels was bought of {trade}.
The harbour master wrote that the buoy off the bar had shifted. Copy to the Trinity House.
{b} asked what had been done on the question that he had put in the spring. Nothing had been done.
A claim for a broken window in {street} was refused, the stone not being the Council's.
Tenders for the printing of notices were opened. That of the Courier was accepted, there being no other.
The almshouse wanted {h} yards of flannel. Ordered.
The footway in {street} was to be flagged on one side, {a} and {b} differing on which.
The keeper of the cemetery asked for a new barrow. Granted.
A deputation on early closing was heard with patience and thanked.
Snow having lain for a week, {n} shillings were paid to men for clearing it.
The trees on the Parade were reported to be dying from the gas. The company to be asked whether it agreed.
The ferry accounts were laid on the table with the key of the box.
An anonymous letter was not read.
The swearing in of {h} special constables was reported. No disturbance had come of it.
{c} asked that the fire bell be not rung for meetings. Agreed.
The election of a vice-chairman was put off, {b} having been proposed by himself.""".splitlines()
ONCE = {"dead": "the late Alderman Pryce|the late Mr Huish, for thirty years clerk|the Reverend Mr Colley|the late Captain Amory|Mrs Bovey of the Parade|the late Mr Vowles of the Quay|the late Dr Treadwin|the late Mr Oldreive|the late Mr Sercombe, formerly Mayor|Mrs Colley|the late Mr Crocker, collector|the late Major Hallett".split("|"),
        "lecture": "phrenology|the microscope|mesmerism|the Holy Land|balloons|the comet|galvanism|the manners of the Turks|memory|the coal measures|spirit rapping|the diving bell|handwriting|the late war|bees|the telephone|the pyramids|vegetable diet|the Arctic seas|ventriloquism".split("|"),
        "lease": "the ropewalk|the sail loft|the lime kiln|the slip at the quay|the cattle pens|the ice house|the upper wharf|the mill field|the weighbridge|the old gaol yard|the tolls cottage|the brick field".split("|")}
WORDS = {"circular": "vital statistics|the notification of disease|loans for sewerage|canal boats|dairies and milkshops|vaccination|the housing of the poor".split("|"), "post": "under-surveyor|collector of tolls|inspector of nuisances|keeper of the slaughterhouse|assistant clerk|lamplighter".split("|")}
FEVER = {12: "Moved by Mr Abel, seconded by Mr Lowe, and resolved that the fever hospital take in patients of the lower parish without payment.", 58: "On the motion of Mr Quill the resolution on free admission to the fever hospital was rescinded by seven votes to four.", 121: "Dr Finch stated that since the rescission nineteen of the lower parish had died at home, against six in the year before.",
         160: "Resolved, Mr Quill not voting, that free admission to the fever hospital be restored from Lady Day.", 171: "The clerk was told to strike the remark of Dr Finch from the fair copy."}


NUMBERS = "nought one two three four five six seven eight nine ten eleven twelve thirteen".split()
FEWEST = {58: 11}  # by its votes
# Matters in which those who were named at the second stage act in the later ones.
NAMED = ("bridge", "tramway", "market")


def attendance(number, present, body):
    """Whoever is named in the body was there, and nobody votes who was not: `(present, body)` with divisions in figures. The Mayor does not vote."""
    rng, text = random.Random(f"attendance {number}"), " ".join(body)
    missing = [m for m in MEN if m not in present and re.search(rf"\b{m}\b", text)]
    spare = [m for m in MEN if m not in present and m not in missing]
    missing += rng.sample(spare, max(0, FEWEST.get(number, 0) - len(present) - len(missing)))
    for man in missing:
        present = list(present)
        present.insert(rng.randrange(len(present) + 1), man)
    against = rng.randint(2, 3)
    return present, [line.replace("{division}", f"{NUMBERS[len(present) - against]} to {NUMBERS[against]}") for line in body]


def meetings():
    """Text of each meeting, in order: matters advance by a stage when they come up."""
    rng, out = random.Random("minutes"), {}
    at, told, last, once = {}, {}, {}, {k: list(v) for k, v in ONCE.items()}
    # Each place has its turn before one comes again.
    turns = {matter: rng.sample(STREETS, len(STREETS)) for matter in MATTERS}
    works = rng.sample(WORKS, len(WORKS))
    for number in range(1, 191):
        present = rng.sample(MEN, rng.randint(8, 12))
        opening = ". The minutes of the last meeting were read and " + rng.choice(("confirmed.", "confirmed.", "confirmed.", "confirmed with the alteration of a name.", "signed."))
        body = []
        for matter in rng.sample(list(MATTERS), rng.randint(3, 6)):
            stage = at.get(matter, 0)
            if stage == 0:
                trade, other = rng.sample(TRADES, 2)
                n, m = rng.randint(18, 96), rng.randint(18, 96)
                told[matter] = {"work": works[0], "engineer": rng.choice(("Strake", "Bellamy", "Orchard", "Wren Tapp")), "street": turns[matter][0], "trade": trade, "other": other, "n": n, "m": m, "s": rng.randint(2, 15), "h": rng.randint(5, 38), "low": trade if n <= m else other}
                turns[matter].append(turns[matter].pop(0))
                if matter == "bridge":
                    works.append(works.pop(0))
            a, b, c = rng.sample(present, 3)
            if matter == "rate" and "Mr Quill" in (a, b):  # he dissents from what they move
                a, b, c = [m for m in (a, b, c) if m != "Mr Quill"] + ["Mr Quill"]
            slots = dict(told[matter]) | {"a": a, "b": b, "c": c} | told[matter].get("named", {})
            if matter in NAMED and stage == 1:
                told[matter]["named"] = {"a": a, "b": b}
            if matter in ("reading room", "rate", "town hall", "hospital", "engine", "market"):
                slots |= {"n": rng.randint(7, 84), "m": rng.randint(1, 19), "s": rng.randint(2, 12), "h": rng.randint(4, 41), "trade": rng.choice(TRADES)}
            if matter == "market":  # the quarter of the fairs is the one of last year
                slots["s"] += slots["n"]
            if "{lecture}" in MATTERS[matter][stage]:
                slots["lecture"] = once["lecture"].pop(0)
            text = MATTERS[matter][stage].format_map(slots)
            body.append(re.sub(r"^(Messrs [A-Z]\w+ and [A-Z]\w+) was paid", r"\1 were paid", text[0].upper() + text[1:]))
            at[matter] = (stage + 1) % len(MATTERS[matter])
        for text in rng.sample([o for o in ODDS if number - last.get(o, -99) > (2 if "Bills" in o or "return of" in o else 14)], rng.randint(2, 3)):
            last[text] = number
            a, b, c = rng.sample(present, 3)
            body.append(text.format(a=a, b=b, c=c, street=rng.choice(STREETS), trade=rng.choice(TRADES), n=rng.randint(20, 140), m=rng.randint(2, 19), s=rng.randint(2, 14), h=rng.randint(8, 60), **{k: rng.choice(v) for k, v in WORDS.items()}, **{k: once[k].pop(0) if f"{{{k}}}" in text else "" for k in ONCE}))
        rng.shuffle(body)
        if number in FEVER:
            body.insert(rng.randint(3, len(body)), FEVER[number])
        present, body = attendance(number, present, body)
        out[number] = " ".join(["Present: the Mayor in the chair, " + ", ".join(present[:-1]) + " and " + present[-1] + opening] + body + ["The Council adjourned at " + rng.choice(("nine o'clock.", "half past nine.", "ten minutes to ten.", "a quarter past ten.", "half past eight."))])
    return out


def minutes(name, first, last):
    @file(f"traj-soc-council-minutes/{name}")
    def _(rng):
        texts = meetings()
        return "\n".join(f"TC/MIN/7, f. {n}r   (meeting {n})\n{texts[n]}\n" for n in range(first, last + 1))


minutes("volume_7a.txt", 1, 70)
minutes("volume_7b.txt", 71, 140)
minutes("volume_7c.txt", 141, 190)


# ---- links between two registers

NAMES = [("Joaquim", "Joaquim"), ("Maria", "Maria"), ("Antonio", "Antônio"), ("Jozé", "José"), ("Thereza", "Teresa"), ("Luiz", "Luis"), ("Manoel", "Manuel"), ("Izabel", "Isabel"), ("Francisco", "Francisco"), ("Anna", "Ana"), ("Benedicto", "Benedito"), ("Carolina", "Carolina"), ("Raphael", "Rafael"), ("Philomena", "Filomena")]
# Surnames in the spelling of both registers, and one that is another family's.
FAMILIES = [("de Moraes", "de Morais", "de Moura"), ("Ferraz", "Ferraz", "Ferreira"), ("Bittencourt", "Bitencourt", "Bettencourt da Silva"), ("Queiróz", "Queirós", "Queiroga"), ("Rossi", "Rossi", "Russo"), ("da Cunha", "da Cunha", "Cunha Lima"), ("Mattos", "Matos", "de Mattos Leite"), ("Esposito", "Espósito", "Espírito Santo"), ("Barretto", "Barreto", "Barros"), ("Pinheiro", "Pinheiro", "Pereira"),
            ("Sampaio", "Sampaio", "Santos"), ("Assumpção", "Assunção", "Ascenção"), ("Bianchi", "Bianchi", "Biancardi"), ("Gonçalves", "Gonçalves", "Gomes"), ("Prestes", "Prestes", "Pires"), ("Mello", "Melo", "Mendes"), ("Toledo", "Toledo", "Telles")]
PLACES = ("Brás", "Mooca", "Sé", "Lapa", "Bom Retiro", "Penha")
TWICE_1934 = ((21, 187), (60, 254), (93, 94), (140, 311), (205, 206), (266, 330))


@file("traj-soc-census-linkage/pairs.csv")
def _(rng):
    """A score follows from surname, age and district. A0048 is used twice, and six persons of 1934 are."""
    out, ids = [], rng.sample(range(1, 9001), 340)
    for n in range(1, 341):
        (a, b), (old, new, other) = rng.choice(NAMES), rng.choice(FAMILIES)
        same = rng.random() < .66
        age, gap = rng.choices(range(2, 56), [60 - k for k in range(2, 56)])[0], rng.choices((12, 11, 13, 14, 10, 9), (52, 15, 16, 9, 5, 3) if same else (24, 18, 18, 16, 12, 12))[0]
        home = rng.choice(PLACES)
        later = home if rng.random() < .5 else rng.choice(PLACES)
        score = (.69 if same else .4) + .1 * (1 - min(3, abs(gap - 12)) / 4) + .09 * (home == later) + rng.gauss(.0, .062)
        out.append([f"L{n:03d}", f"A{n:04d}", f"B{ids[n - 1]:04d}", f"{a} {old}", f"{b} {new if same else other}", age, age + gap, home, later, f"{min(.98, max(.3, score)):.2f}"])
    out[47][9] = "0.93"
    out[48][1:] = ["A0048", "B9177", out[47][3], f"{out[47][4]}", out[47][5], out[47][5] + 33, out[47][7], "Penha", "0.90"]
    for first, second in TWICE_1934:
        out[second - 1][2] = out[first - 1][2]
        out[second - 1][4], out[second - 1][6], out[second - 1][8] = out[first - 1][4], out[first - 1][6], out[first - 1][8]
        out[second - 1][3] = out[first - 1][3].split()[0] + out[second - 1][3][len(out[second - 1][3].split()[0]):] if first + 1 != second else out[first - 1][3]
        out[second - 1][5] = out[first - 1][5] + rng.choice((-2, -1, 1, 2))
        out[second - 1][9] = f"{min(.89, float(out[first - 1][9]) - .04):.2f}"
    return t.tsv("link id1922 id1934 name1 name2 age1 age2 district1 district2 score".split(), out, ",")


# ---- petitions

TOWNLANDS = "Carrowmore|Drumshane|Lisnagry|Knockbaun|Derrylea|Cloonfad|Rathduff|Gortnagar|Ballinvoy|Tullaghan|Killeen|Shanvally".split("|")
FIRST_W, FIRST_M, LAST = "Bridget|Mary|Honora|Catherine|Margaret|Sabina|Anne".split("|"), "Patrick|Michael|Thomas|Denis|Owen|Martin|Peter".split("|"), "Gallagher|Durcan|Walsh|Moran|Kearney|Loftus|McHale|Flynn|Gaughan|Regan|Barrett|Conway".split("|")
SON, WOMAN = (5, 22, 41, 66, 78), 17
TROUBLE = ["The agent has taken the cow for the half year's rent.", "We have sold the nets and the door.", "There is fever in the house since {month} and nobody comes in to us.", "The oats were cut green and eaten.", "We burn the rafters of the byre.", "The pig was taken on {day} and the pot with it.", "We have eaten nettles and the seed."]
WITNESS = ["The Reverend Mr {last} can bear witness to what I say.", "Mr {last} of the dispensary has seen us.", "I have no witness but my neighbours, who are as I am.", "The ticket of the works is with the pay clerk and will show it."]
PLEA = ["I beg that the list be read again.", "We ask for work on the road and not for charity.", "We ask for a passage for the two eldest.", "I ask for seed oats, to be paid at harvest.", "I pray that the order be sent before Sunday.", "I ask for nothing but what the others have."]


@file("traj-soc-petitions/petitions.txt")
def _(rng):
    """One petitioner, one household, one story each. Seventeen women were put off as women; five write of a son in the workhouse."""
    free = [n for n in range(1, 91) if n not in SON]
    women = set([9, 30] + rng.sample([n for n in free if n not in (9, 30)], WOMAN - 2))
    out = []
    for n in range(1, 91):
        female = n in women or n in SON or rng.random() < .36
        name = f"{rng.choice(FIRST_W if female else FIRST_M)} {rng.choice(LAST)}"
        children = rng.choice((2, 3, 3, 4, 4, 5, 6, 7))
        age = rng.randint(26, 58)
        husband = rng.choice(("My husband went to Liverpool in {month} and has sent no word.", "My husband is at the harvest in Scotland.", "My husband lies sick and cannot stand."))
        head = f"The petition of {name} of {rng.choice(TOWNLANDS)}, " + (rng.choice(("widow", "wife of " + rng.choice(FIRST_M), "spinster keeping house for orphans")) if female else rng.choice(("labourer", "cottier", "weaver", "boatman")))
        if "widow" in head:
            husband = "My husband is dead since {month}."
        elif "spinster" in head:
            husband = "They are my sister's, who died in {month}."
        month = rng.choice("November December January February March April".split())
        if n in women:
            reason = "I was put off the works by the overseer for being a woman" + rng.choice((", and a man was put in my place.", ".", ", though I broke stones as well as another.", " and told to go home to my children."))
        elif n in SON:
            reason = "They struck my name from the list because my son is in the workhouse" + rng.choice((".", ", who is fourteen and eats there and nowhere else.", ", as if the others could live on that."))
        else:
            reason = rng.choice(("I was put off the works by the overseer for being too old.", "I was put off the works when I was two days sick.", "I was put off for coming late, having carried a child to the dispensary.", "The gang was full when I came back from burying my {kin}.", "My name was on the list in {month} and is not on it now, and no reason was given.", "The steward put me off for speaking to the engineer.", "I never was upon the works, the ticket being given to another of the same name."))
        relief = f"The committee gave {rng.randint(2, 9)} pounds of meal in {month} and nothing since." if rng.random() < .6 else "We have had no meal from the committee."
        text = [f"{head}.", f"Your petitioner has {children} children" + (f", the eldest of {min(age - 19, rng.randint(9, 16))} years" if rng.random() < .6 else "") + ".", *( [husband] if female else []), reason, relief, rng.choice(TROUBLE), rng.choice(WITNESS[:3] if "ticket" in reason else WITNESS), rng.choice(PLEA)]
        if rng.random() < .4:
            text.pop(-2)
        out.append(f"RLFC/3/2/{n}\n" + " ".join(text).format(month=month, day=rng.choice(("St Stephen's day", "the Tuesday", "Ash Wednesday")), last=rng.choice(LAST), kin=rng.choice(("wife", "father", "child") if not female else ("father", "mother", "child"))) + "\n")
    return "\n".join(out)


# ---- a port

SHIPS = "Ada|Annie Rowe|Bakana|Benin|Bonny|Burutu|Calabar Belle|Dahomey|Eboe|Ekari|Falaba|Gando|Henrietta|Jebba|Karina|Kwarra|Lady Clare|Mandingo|Mary Slater|Nembe|Oron|Prah|Salaga|Sapele|Tarquah|Volta|Warri|Zungeru".split("|")
UNITS = {"palm oil": ("tons", "tons", "tons", "puncheons"), "kernels": ("tons", "tons", "bags"), "timber": ("logs",), "salt": ("bags", "bags", "tons"), "cloth": ("bales",), "tobacco": ("hogsheads",), "cement": ("barrels",), "kola": ("baskets",)}
AMOUNT = {"tons": (20, 240), "puncheons": (40, 420), "bags": (120, 900), "logs": (12, 160), "bales": (15, 190), "hogsheads": (6, 60), "barrels": (100, 700), "baskets": (60, 340)}


@file("traj-soc-port-register/register.tsv")
def _(rng):
    """In order of the day. Steamers come back every few weeks; oil and kernels go out, goods come in; the oil trade has its season."""
    out, away, day = [], {}, 0.0
    while len(out) < 420:
        day += rng.expovariate(420 / 362)
        if day >= 365:
            break
        ships = [s for s in SHIPS if away.get(s, -99) < day - 9]
        ship = rng.choice(ships)
        away[ship] = day
        month = int(day // 30.5)
        outward = rng.random() < .56
        cargo = rng.choices(("palm oil", "kernels", "timber", "kola"), (34 if 2 <= month <= 8 else 22, 26, 10, 7))[0] if outward else rng.choices(("salt", "cloth", "tobacco", "cement"), (8, 8, 4, 5))[0]
        unit = rng.choice(UNITS[cargo])
        low, high = AMOUNT[unit]
        remark = rng.choices(("cleared", "detained 1 d", "detained 4 d, surf", "entered from the manifest", "agent to amend"), (78, 10, 7, 2, 3))[0]
        out.append([len(out) + 1, t.stamp("1912-01-01", int(day) * 86400)[:10], ship, "out" if outward else "in", cargo, round(rng.triangular(low, high, low + (high - low) / 4)), unit, remark])
    return t.tsv("entry date ship direction cargo quantity unit remark".split(), out)
