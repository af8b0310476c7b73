"""How the file of a report is called: `hearings-2024-2026-ky.xlsx`."""

from language.texts import active_language


def file_name(report, scope, ending, part=""):
    """Plain letters only, whatever is chosen: every system takes the name."""
    years = dict.fromkeys(filter(None, [scope.first_year, scope.last_year]))
    parts = [report.slug, part, *map(str, years), active_language()]
    return f"{'-'.join(filter(None, parts))}.{ending}"
