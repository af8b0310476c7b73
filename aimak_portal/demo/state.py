"""What a database holds already, so that the demonstration never mixes with somebody's work."""

from enum import Enum

from budget.models import Budget, BudgetLine
from groups.models import Aimak, Deputy, InitiativeGroup, Village, YearlyFigures
from hearings.models import Hearing, LocalAct, Proposal
from language.texts import is_stated
from programs.models import Award, Measure, Partner, Program

from .reading import read

# What somebody entered. The codes of the budget classification come with the portal itself.
COUNTED = (
    Village,
    YearlyFigures,
    InitiativeGroup,
    Deputy,
    Hearing,
    Proposal,
    LocalAct,
    Partner,
    Program,
    Measure,
    Award,
    Budget,
    BudgetLine,
)


class Standing(Enum):
    """How far the demonstration data has been loaded."""

    EMPTY = "empty"
    FACTS = "facts"
    SAMPLE = "sample"


class ForeignDatabase(Exception):
    """The database holds somebody's own data; the message names what was found."""


def holds_anything():
    """Whether an aimak has been described here or anything has been entered."""
    return is_stated(Aimak.objects.current(), "name") or bool(_counts())


def standing():
    """How far the demonstration stands in this database; refuses one that holds other data."""
    if not holds_anything():
        return Standing.EMPTY
    aimak = Aimak.objects.current()
    if not _is_ours(aimak):
        raise ForeignDatabase(_refusal(_listed(aimak, _counts())))
    if aimak.is_demo:
        return Standing.SAMPLE
    added = _added(_counts())
    if added:
        raise ForeignDatabase(_refusal(f"beside the facts of the sources {_listed(None, added)}"))
    return Standing.FACTS


def counts_of_facts():
    """How many rows of each kind the sources give."""
    land, acts = read("sources/villages"), read("sources/acts")
    deeds = read("sources/programs")
    hearings = read("sources/hearings")["hearing"]
    return {
        Village: len(land["village"]),
        YearlyFigures: len(land["year"]),
        InitiativeGroup: len(land["group"]),
        Hearing: len(hearings),
        Proposal: sum(len(hearing.get("proposal", [])) for hearing in hearings),
        LocalAct: len(acts["act"]),
        Partner: len(deeds["partner"]),
        Program: len(deeds["program"]),
        Measure: len(deeds["measure"]),
        Award: len(deeds["award"]),
    }


def _is_ours(aimak):
    return aimak.soate_code == read("sources/aimak")["aimak"]["soate_code"]


def _counts():
    counted = {model: model.objects.count() for model in COUNTED}
    return {model: count for model, count in counted.items() if count}


def _added(counts):
    ours = counts_of_facts()
    beyond = {model: count - ours.get(model, 0) for model, count in counts.items()}
    return {model: count for model, count in beyond.items() if count > 0}


def _listed(aimak, counts):
    found = [f"{model._meta.verbose_name_plural}: {count}" for model, count in counts.items()]
    if aimak is not None and is_stated(aimak, "name"):
        found.insert(0, f"the aimak “{aimak}”")
    return "; ".join(found) or "an aimak"


def _refusal(found):
    return (
        f"This database already holds {found}. The demonstration data goes only into an empty "
        "or a demonstration database, and nothing was changed. Name another one with DATA_DIR "
        "or DATABASE_URL."
    )
