"""The lists that every row of the page offers, asked for once."""

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models import InitiativeGroup, Village
from hearings.models import Proposal
from hearings.models.choices import DECISIONS, RefusalReason, Status

NOT_STATED = "-"
# The paper says that it came from an initiative group, and not from which one.
UNNAMED = "?"
# Begins with no letter: typing the first letters of a village never lands here.
AS_ABOVE = _("↑ as above")


class Offered:
    """Villages and groups of the aimak, and the closed lists, as a row offers them."""

    def __init__(self, hearing):
        self.first = {
            # A hearing of one village speaks of that village.
            "village": str(hearing.village_id or NOT_STATED),
            "sector": Proposal.Sector.OTHER,
            "language": settings.LANGUAGE_CODE,
        }
        self.villages = {str(village.pk): village for village in Village.objects.all()}
        self.groups = {str(group.pk): group for group in InitiativeGroup.objects.active()}
        above = [("", AS_ABOVE)]
        self.of_first = {
            "village": [(NOT_STATED, gettext("Not stated")), *_choices(self.villages)],
            "sector": list(Proposal.Sector.choices),
            "language": list(settings.LANGUAGES),
        }
        self.of_others = {
            "village": above + self.of_first["village"],
            "sector": above + self.of_first["sector"],
            "language": above + self.of_first["language"],
        }
        self.of_every = {
            "kind": list(Proposal.Kind.choices),
            "group": [
                ("", gettext("No")),
                (UNNAMED, gettext("Yes, not said which")),
                *_choices(self.groups),
            ],
            "outcome": [("", "–"), *(each for each in Status.choices if each[0] in DECISIONS)],
            "reason_code": [("", "–"), *RefusalReason.choices],
        }

    def of(self, is_first):
        """The choices of a row, by field."""
        return self.of_every | (self.of_first if is_first else self.of_others)


def _choices(records):
    return [(key, str(record)) for key, record in records.items()]
