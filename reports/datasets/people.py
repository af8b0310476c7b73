"""Datasets of the villages, their figures and the initiative groups."""

from django.utils.translation import gettext_lazy as _

from groups.models import InitiativeGroup, Village, YearlyFigures
from reports.datasets.dataset import Dataset, Filter
from reports.datasets.field import SHARE, Field, day, key, link, texts, whole
from reports.datasets.withheld import FOLDED

VILLAGES = Dataset(
    "villages",
    _("Villages"),
    _("The villages of the aimak."),
    Village,
    Village.objects.all,
    [
        key(),
        texts("name"),
        Field("soate_code", about=_("The code of the village in the state register of places.")),
    ],
    withheld={"search_text": FOLDED, "sort_key": FOLDED},
)

YEARLY_FIGURES = Dataset(
    "yearly_figures",
    _("Figures by year"),
    _("Residents, households and initiative groups of each year."),
    YearlyFigures,
    YearlyFigures.objects.all,
    [
        key(),
        whole("year"),
        link("village", "villages", _("Empty: the figures are those of the whole aimak.")),
        whole("population"),
        whole("women"),
        whole("households"),
        whole("group_count"),
        texts("source"),
    ],
    narrowed_by=("village",),
    more_filters=(
        Filter(whole("year", _("Rows of this year.")), lambda rows, year: rows.of_year(year)),
    ),
)

GROUPS = Dataset(
    "initiative_groups",
    _("Initiative groups"),
    _("The groups of residents who carry proposals to the hearings. No member is named here."),
    InitiativeGroup,
    lambda: InitiativeGroup.objects.with_members(),
    [
        key(),
        texts("name"),
        link("village", "villages"),
        texts("purpose"),
        whole("founded_year"),
        day("dissolved_on", _("Empty: the group works today.")),
        whole(
            "members",
            _("How many members the group has, counted from its list or as it reported."),
            source=lambda group: group.head_count,
        ),
        whole(
            "women",
            _("How many of the members are women; empty where it is not known of each."),
            source=lambda group: group.women,
        ),
        Field(
            "women_share",
            SHARE,
            _("Women of the members."),
            source=lambda group: group.women_share,
        ),
        whole("reported_members"),
        whole("reported_women"),
        texts("note"),
    ],
    narrowed_by=("village",),
    withheld={"search_text": FOLDED, "sort_key": FOLDED},
)
