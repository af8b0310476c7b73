"""Datasets of the programmes, their measures, who paid and what came of it."""

from django.utils.translation import gettext_lazy as _

from hearings.models.choices import Sector
from hearings.models.public import act_is_public
from programs.models import (
    Award,
    Contribution,
    Measure,
    MeasureStep,
    Program,
    ProgramSector,
    Result,
)
from programs.models.choices import Source, Status
from programs.models.public import measure_is_public, program_is_public
from reports.datasets.dataset import Dataset, Filter
from reports.datasets.field import NUMBER, Field, code, day, key, link, money, texts, whole
from reports.datasets.hearings import YEAR
from reports.datasets.withheld import BY, ENTERED, FOLDED, RULE

# The key of a row that only says what belongs to what.
OF_A_LINK = _("The key of the row.")

PROGRAMS = Dataset(
    "programs",
    _("Programmes (SEDP)"),
    _("Socio-economic development programmes of the aimak."),
    Program,
    lambda: Program.objects.public(),
    [
        key(),
        texts("title"),
        texts("about"),
        whole("first_year"),
        whole("last_year"),
        link("resolution", "local_acts", public=act_is_public("resolution__")),
    ],
    more_filters=(Filter(YEAR, lambda rows, year: rows.in_force(year)),),
    withheld={"is_public": RULE, "search_text": FOLDED},
)

PROGRAM_SECTORS = Dataset(
    "program_sectors",
    _("Sectors of programmes"),
    _("What a programme wants to reach in each sector."),
    ProgramSector,
    lambda: ProgramSector.objects.of_public_programs(),
    [key(), link("program", "programs"), code("sector", Sector), texts("goal")],
    narrowed_by=("program", "sector"),
)

PROGRAM_HEARINGS = Dataset(
    "program_hearings",
    _("Hearings of programmes"),
    _("At which hearings a programme was heard."),
    Program.hearings.through,
    lambda: Program.objects.public_hearings(),
    [
        key(OF_A_LINK),
        link("program", "programs", _("The programme.")),
        link("hearing", "hearings", _("The hearing.")),
    ],
    narrowed_by=("program", "hearing"),
)

MEASURES = Dataset(
    "measures",
    _("Measures"),
    _("What the aimak undertakes: plan, status, and who gained. The kinds of people overlap."),
    Measure,
    lambda: Measure.objects.public(),
    [
        key(),
        texts("title"),
        texts("about"),
        link("program", "programs", public=program_is_public("program__")),
        code("sector", Sector),
        link("village", "villages"),
        whole("first_year"),
        whole("last_year"),
        money("planned_cost"),
        texts("indicator"),
        Field("indicator_target", NUMBER),
        texts("indicator_unit"),
        texts("responsible"),
        code("status", Status, _("Where the measure stands today.")),
        *map(whole, Measure.BENEFICIARIES),
    ],
    narrowed_by=("village", "sector", "status", "program"),
    more_filters=(Filter(YEAR, lambda rows, year: rows.in_years(year, year)),),
    withheld={"is_public": RULE, "search_text": FOLDED},
)

MEASURE_STEPS = Dataset(
    "measure_steps",
    _("Steps of measures"),
    _("How the work went on; where both statuses are the same, it is a note of progress."),
    MeasureStep,
    lambda: MeasureStep.objects.of_public_measures(),
    [
        key(),
        link("measure", "measures", _("The measure.")),
        code("old_status", Status, _("The status before this step.")),
        code("status", Status, _("The status since this step."), source="new_status"),
        day("on", _("The day on which it happened; empty: no paper states it.")),
        texts("note"),
    ],
    narrowed_by=("measure",),
    withheld={"at": ENTERED, "by": BY},
)

CONTRIBUTIONS = Dataset(
    "contributions",
    _("Contributions"),
    _("Who gave what to a measure, in som or, where no amount is known, in words."),
    Contribution,
    lambda: Contribution.objects.public(),
    [
        key(),
        link("measure", "measures"),
        code("source", Source),
        texts(
            "partner",
            _("The name of the partner."),
            source="partner__name",
            columns=("partner",),
        ),
        money("amount"),
        texts("words"),
    ],
    narrowed_by=("measure", "source"),
)

RESULTS = Dataset(
    "results",
    _("Results"),
    _("What was made, as quantities with their units."),
    Result,
    lambda: Result.objects.of_public_measures(),
    [key(), link("measure", "measures"), texts("what"), Field("quantity", NUMBER), texts("unit")],
    narrowed_by=("measure",),
)

AWARDS = Dataset(
    "awards",
    _("Awards"),
    _("Contests that the aimak or its groups won, the prize and what it bought."),
    Award,
    lambda: Award.objects.public(),
    [
        key(),
        texts("contest"),
        texts("initiative"),
        whole("year"),
        whole("place"),
        money("prize"),
        texts("bought"),
        texts("note"),
        link("measure", "measures", public=measure_is_public("measure__")),
    ],
    narrowed_by=("measure",),
    more_filters=(Filter(YEAR, lambda rows, year: rows.in_years(year, year)),),
    withheld={"is_public": RULE, "search_text": FOLDED},
)

MEASURE_PROPOSALS = Dataset(
    "measure_proposals",
    _("Proposals of measures"),
    _("Which measure answers which proposal."),
    Measure.proposals.through,
    lambda: Measure.objects.public_answers(),
    [
        key(OF_A_LINK),
        link("measure", "measures", _("The measure.")),
        link("proposal", "proposals", _("The number of the proposal."), source="proposal__number"),
    ],
    narrowed_by=("measure", "proposal"),
)
