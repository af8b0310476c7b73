"""Templates compiled once for each language, so that a page does not translate itself anew.

A third of a page's time went into looking up the same sentences and addresses for every reader.
Here a template is kept once per language, and `{% translate "…" %}` and `{% url '…' %}` whose
arguments are plain literals become plain text when it is compiled.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.template.loaders import cached
from django.utils.translation import get_language

_compiling = ContextVar("compiling", default=None)


class Loader(cached.Loader):
    """Keeps each template once per language and lets its constant parts be settled."""

    def cache_key(self, template_name, skip=None):
        return f"{get_language()} {super().cache_key(template_name, skip)}"

    def get_template(self, template_name, skip=None):
        with _settled_in(get_language()):
            return super().get_template(template_name, skip)


@contextmanager
def _settled_in(language):
    token = _compiling.set(language)
    try:
        yield
    finally:
        _compiling.reset(token)


def is_settled():
    """Whether what is compiled now will be shown in the active language only."""
    language = _compiling.get()
    return language is not None and language == get_language()
