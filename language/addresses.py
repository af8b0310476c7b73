"""The same page in another language."""

import re

from django.conf import settings
from django.urls import get_script_prefix, is_valid_path


def in_other_language(request, language):
    """The address of the request's page in that language, on this site, its query string kept.

    A page that does not exist keeps its address too: its "not found" is read in that language.
    Without a request, and for an address that is in no language, it is the home page.
    """
    root = f"{get_script_prefix().rstrip('/')}/{language}/"
    if request is None:
        return root
    address = request.get_full_path_info()
    codes = "|".join(code for code, _ in settings.LANGUAGES)
    page, has_language = re.subn(rf"^/({codes})(/|$|(?=\?))", "", address, count=1)
    if has_language:
        return root + page
    if is_valid_path(request.path_info):
        return root
    return root + address.lstrip("/")
