"""The table that every client file fills: which scenario style it plays, and what its typed objects must then show."""
from dataclasses import dataclass, field

DOCUMENT, STREAM = False, True
BOTH = (DOCUMENT, STREAM)


@dataclass(frozen=True)
class Row:
    """One outcome. `expect` holds facts by name: a value, or a function of the value that says whether it is right."""

    style: str
    expect: dict
    stream: tuple = BOTH
    # Departures from the client's types that this outcome is made of, as `where` of `strictness.problems` names them.
    odd: frozenset = frozenset()
    # Departures that one of two forms of this outcome has.
    may: frozenset = frozenset()
    # Handed to the client's `ask`.
    ask: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Planted:
    """An error put into a good reply on its way to the client: the row of `style` must then fail."""

    style: str
    stream: bool
    old: bytes
    new: bytes


class Seen(dict):
    """What a client's typed objects showed: facts by name, and where they depart from their own types."""

    def __init__(self):
        super().__init__(raises=None, text="")
        self.problems = []

    def faults(self, row):
        """What differs from the row, in words; empty where nothing does."""
        found = []
        expect = {"raises": None, **row.expect}
        for name, wanted in expect.items():
            value = self.get(name)
            try:
                good = wanted(value) if callable(wanted) else value == wanted
            except (TypeError, LookupError):
                good = False
            if not good:
                shown = getattr(wanted, "says", repr(wanted))
                found.append(f"{name} is {value!r:.300}, expected {shown}")
                if name == "raises" and value:
                    found.append(str(self.get("message"))[:300])
        places = {place for place, _ in self.problems}
        found += [f"{place}: {what}" for place, what in self.problems if place not in row.odd | row.may]
        found += [f"{place} was to depart from the client's types, and does not" for place in row.odd - places]
        return found


def says(words):
    """Names a predicate, so that a failure can print it."""
    def name(predicate):
        predicate.says = words
        return predicate
    return name


@says("some text")
def some(value):
    return isinstance(value, str) and len(value) > 0


@says("a positive number")
def positive(value):
    return isinstance(value, (int, float)) and value > 0


def starts(prefix):
    @says(f"a text that starts with {prefix!r}")
    def check(value):
        return isinstance(value, str) and value.startswith(prefix)
    return check


def holds(part):
    @says(f"something that holds {part!r}")
    def check(value):
        return value is not None and part in value
    return check


def one_of(*values):
    @says(f"one of {values}")
    def check(value):
        return value in values
    return check
