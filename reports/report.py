"""What a report is: a question, the filters that fit it, and what answers it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy

from reports.scope import Scope
from reports.section import Section

YEARS, VILLAGE, SECTOR, KIND, GROUP = "years", "village", "sector", "kind", "group"


@dataclass(frozen=True)
class Report:
    """A report of the account. `answer` makes its sections for a scope, in the active language.

    `filters` are those that narrow it; `kinds` are the choices of its filter by kind, which
    `kind_label` names.
    """

    slug: str
    title: str
    about: str
    answer: Callable[[Scope], Sequence[Section]]
    filters: frozenset = frozenset({YEARS, VILLAGE})
    kinds: Sequence[tuple[str, str]] = ()
    kind_label: str = gettext_lazy("Kind")

    # Made to hang on a wall: all of it on one sheet of paper.
    is_one_sheet: bool = False

    def get_absolute_url(self):
        return reverse("reports:report_detail", args=[self.slug])
