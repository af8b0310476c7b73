"""What a session pack is to hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from groups.models import Village
from language.dates import official_date
from language.texts import in_language
from reports.registry import REPORTS
from reports.report import VILLAGE, YEARS
from reports.scope import Scope
from reports.scope_words import years_in_words

PDF, WORD = "pdf", "docx"


@dataclass(frozen=True)
class Cover:
    """What stands on the first sheet."""

    title: str
    subtitle: str
    scope: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Order:
    """A session pack as it was ordered; all of it plain values, for it is kept as a file.

    `by` is the number of the account that ordered it and alone gets it; an operator has none.
    """

    language: str
    format: str = PDF
    title: str = ""
    session_on: str = ""
    first_year: int | None = None
    last_year: int | None = None
    village: int | None = None
    reports: Sequence[str] = ()
    by: int | None = None

    @classmethod
    def read(cls, values):
        """The order from plain values that were kept.

        Raises ValueError where they are none of ours, say those of another version of the portal.
        """
        try:
            order = cls(**values)
            known = (
                order.language in dict(settings.LANGUAGES)
                and order.format in (PDF, WORD)
                and set(order.reports) <= set(REPORTS)
            )
        except TypeError as error:
            raise ValueError("This is no order of a pack.") from error
        if not known:
            raise ValueError("This order asks for something that is not made here.")
        return order

    @property
    def heading(self):
        """What it is called; without a title of its own, in the reader's language."""
        return self.title or _("For the session of the aiyl kenesh")

    @property
    def file_name(self):
        years = dict.fromkeys(filter(None, [self.first_year, self.last_year]))
        return f"{'-'.join(['pack', *map(str, years), self.language])}.{self.format}"

    def chosen(self):
        """The reports, in the order in which deputies read them; all where none is named.

        The passport of a village is one where a village is chosen.
        """
        wanted = [each for slug, each in REPORTS.items() if slug in (self.reports or REPORTS)]
        return [each for each in wanted if self.village or not each.is_one_sheet]

    def scope(self):
        """What all reports of the pack are asked; whoever orders one is a member of the house.

        Raises Village.DoesNotExist where the village was deleted since: the whole aimak is no
        answer to a question about one village.
        """
        village = Village.objects.get(pk=self.village) if self.village else None
        return Scope(self.first_year, self.last_year, village, insider=True)

    def cover(self):
        """The first sheet in the active language."""
        scope = self.scope()
        day = official_date(date.fromisoformat(self.session_on)) if self.session_on else ""
        said = [
            (_("Years"), years_in_words(scope) or _("All")),
            (_("Village"), in_language(scope.village, "name")[0] or _("All")),
        ]
        return Cover(self.heading, day, said)


def narrowed(scope, report):
    """The scope without the filters that the report does not know."""
    first, last = (scope.first_year, scope.last_year) if YEARS in report.filters else (None, None)
    village = scope.village if VILLAGE in report.filters else None
    return Scope(first, last, village, insider=scope.insider)
