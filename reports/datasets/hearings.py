"""Datasets of the hearings: their minutes, notices, votes, and the acts that followed."""

from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from hearings.models import (
    HandVote,
    Hearing,
    HearingStep,
    LocalAct,
    Minutes,
    Posting,
)
from hearings.models.public import hearing_is_public
from language.texts import is_stated
from reports.datasets.dataset import Dataset, Filter
from reports.datasets.field import (
    MOMENT,
    SHARE,
    Field,
    code,
    day,
    key,
    link,
    texts,
    whole,
)
from reports.datasets.withheld import BY, ENTERED, FILES, FOLDED, RULE

YEAR = whole("year", _("Rows of this year."))


def _heading(hearing, language):
    """The title, or where there is none the one that pages make from the kind and the year."""
    if is_stated(hearing, "title"):
        return getattr(hearing, f"title_{language}")
    with translation.override(language):
        return str(hearing.heading)


def _of_minutes(name, read):
    """What the minutes compute; None where there are none."""
    return lambda hearing: read(hearing.minutes) if hearing.has_minutes else None


def _figure(key, about=""):
    return whole(key, about, source=f"minutes__{key}")


def _share(key, about):
    return Field(key, SHARE, about, source=_of_minutes(key, lambda one: getattr(one, key)))


def _signed_on(minutes):
    return minutes.signed_at and timezone.localdate(minutes.signed_at)


HEARINGS = Dataset(
    "hearings",
    _("Hearings"),
    _("Public hearings with the figures of their minutes."),
    Hearing,
    lambda: Hearing.objects.public().with_village(),
    [
        key(),
        code("kind", Hearing.Kind),
        whole("subject_year"),
        texts(
            "title",
            _("The title, or one made from the kind and the year."),
            source=_heading,
            columns=("title",),
        ),
        link("village", "villages", _("Empty: the whole aimak was invited.")),
        texts("place"),
        Field("starts_at", MOMENT),
        code(
            "stage",
            Hearing.Stage,
            _("Where the hearing stands today."),
            source=lambda hearing: hearing.stage(),
            columns=("cancelled_at",),
        ),
        texts("notice"),
        texts("agenda", _("The agenda, one item on each line.")),
        day("proposals_from"),
        day("proposals_until"),
        day("announced_on"),
        whole(
            "notice_days",
            _("Days from hanging out the notice to the hearing."),
            source=lambda hearing: hearing.notice_days,
        ),
        *map(_figure, Minutes.FIGURES),
        _share("women_share", _("Women of the participants.")),
        _share("from_groups_share", _("People from initiative groups of the participants.")),
        _share(
            "accepted_share",
            _("Accepted of the proposals received; never of proposals and questions together."),
        ),
        texts("summary", source="minutes__summary"),
        texts("discrepancy", source="minutes__discrepancy"),
        day(
            "signed_on",
            _("The day on which the minutes were signed; empty: not signed yet."),
            source=_of_minutes("signed_at", _signed_on),
            columns=("minutes__signed_at",),
        ),
    ],
    narrowed_by=("village", "kind"),
    more_filters=(Filter(YEAR, lambda rows, year: rows.in_years(year, year)),),
    withheld={
        "published_at": RULE,
        "search_text": FOLDED,
        "minutes__id": "the hearing names its minutes",
        "minutes__hearing": "the row itself",
        "minutes__recorded_at": ENTERED,
        "minutes__recorded_by": BY,
        "minutes__signed_by": BY,
    },
    joined={"minutes": Minutes},
)

POSTINGS = Dataset(
    "hearing_postings",
    _("Where notices hung"),
    _("The places where the notice of a hearing hung, and from when until when."),
    Posting,
    lambda: Posting.objects.of_public_hearings(),
    [key(), link("hearing", "hearings"), texts("place"), day("hung_on"), day("taken_down_on")],
    narrowed_by=("hearing",),
    withheld={"note": "a remark of the staff for themselves"},
)

HEARING_STEPS = Dataset(
    "hearing_steps",
    _("Steps of hearings"),
    _("What was done to a hearing and its minutes; a corrected figure keeps the old one."),
    HearingStep,
    lambda: HearingStep.objects.public(),
    [
        key(),
        link("hearing", "hearings", _("The hearing.")),
        code("verb", HearingStep.Verb, _("What was done.")),
        Field("at", MOMENT, _("When it was done.")),
        Field("field", about=_("Which figure was corrected, or which date was moved.")),
        Field("old", about=_("What stood there before; empty: it was not stated.")),
        Field("new", about=_("What stands there since.")),
        texts("note"),
        link("proposal", "proposals", source="proposal__number"),
    ],
    narrowed_by=("hearing",),
    withheld={"by": BY},
)

HAND_VOTES = Dataset(
    "hand_votes",
    _("Hand votes"),
    _("How many hands were raised for a proposal at a hearing, as the minutes report it."),
    HandVote,
    lambda: HandVote.objects.of_public_hearings().of_public_proposals(),
    [
        key(),
        link("hearing", "hearings"),
        link("proposal", "proposals", source="proposal__number"),
        whole("in_favour"),
        whole("against"),
        whole("abstained"),
        texts("note"),
    ],
    narrowed_by=("hearing", "proposal"),
    withheld={"recorded_at": ENTERED, "recorded_by": BY},
)

ACTS = Dataset(
    "local_acts",
    _("Local acts"),
    _("Resolutions, rules, the charter and other papers with force in the aimak."),
    LocalAct,
    lambda: LocalAct.objects.public(),
    [
        key(),
        code("kind", LocalAct.Kind),
        Field("number", about=_("The number as it is written; it is no quantity.")),
        day("adopted_on"),
        texts("title"),
        texts("about"),
        link("hearing", "hearings", public=hearing_is_public("hearing__")),
    ],
    narrowed_by=("kind", "hearing"),
    more_filters=(Filter(YEAR, lambda rows, year: rows.of_year(year)),),
    withheld={**FILES, "is_public": RULE, "search_text": FOLDED},
)
