"""Templates of reasons to begin with; the staff change them as they like."""

from hearings.models import ReasonTemplate

from .reading import columns, read, store


def load_reasons():
    """Offer the templates of the file, where there are none yet."""
    if ReasonTemplate.objects.exists():
        return
    for position, table in enumerate(read("invented/reasons")["template"], start=1):
        store(ReasonTemplate(position=position, **columns(table)))
