"""What a report is about, in words: they stand at the head of every file and paper."""

from django.utils.translation import gettext as _

from hearings.models.choices import Sector
from language.texts import in_language
from reports.report import GROUP, KIND, SECTOR, VILLAGE, YEARS


def in_words(scope, report):
    """Pairs of a subject and what was chosen: ("Years", "2024–2026"), ("Village", "Ajek")."""
    kinds = {str(key): label for key, label in report.kinds}
    chosen = {
        YEARS: (_("Years"), years_in_words(scope)),
        VILLAGE: (_("Village"), in_language(scope.village, "name")[0]),
        SECTOR: (_("Topic"), Sector(scope.sector).label if scope.sector else ""),
        KIND: (str(report.kind_label), kinds.get(str(scope.kind), "")),
        GROUP: (_("Initiative group"), in_language(scope.group, "name")[0]),
    }
    return [
        (subject, str(choice or _("All")))
        for name, (subject, choice) in chosen.items()
        if name in report.filters
    ]


def years_in_words(scope):
    """2026, 2024–2026, "from 2024", "to 2026"; empty where no year is chosen."""
    first, last = scope.first_year, scope.last_year
    if first == last:
        return str(first or "")
    if last is None:
        return _("from %(year)s") % {"year": first}
    if first is None:
        return _("to %(year)s") % {"year": last}
    return f"{first}–{last}"
