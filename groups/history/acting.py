"""Who acts and why: said once around a deed, written into each row of history it leaves."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from simple_history.models import HistoricalRecords

from language.texts import active_language


@dataclass(frozen=True)
class _Acting:
    by: object = None
    why: object = None


_nobody = _Acting()
_now = ContextVar("acting", default=_nobody)


@contextmanager
def act(*, by=None, why=None):
    """All that is saved inside was done by this person for this reason.

    `why` is a text, or a mapping of languages to texts. What is not said here holds as it was
    said around it.
    """
    around = _now.get()
    token = _now.set(_Acting(by or around.by, why or around.why))
    try:
        yield
    finally:
        _now.reset(token)


def who():
    """The number of the account that acts; None for a visitor or a command."""
    return getattr(_now.get().by or _signed_in(), "pk", None)


def why():
    """The reason by language, or None where nobody gave one."""
    said = _now.get().why
    texts = said if isinstance(said, dict) else {active_language(): said}
    return {code: text.strip() for code, text in texts.items() if text and text.strip()} or None


def _signed_in():
    """Whoever sent the request that is being answered."""
    user = getattr(getattr(HistoricalRecords.context, "request", None), "user", None)
    return user if user is not None and user.is_authenticated else None
