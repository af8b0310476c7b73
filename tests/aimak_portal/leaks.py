"""What an answer tells, and what of that it must not tell."""

import html
import re
import zipfile
from io import BytesIO

from tests.aimak_portal.markers import HIDDEN, PERSONAL, PRIVATE_PHONE
from tests.aimak_portal.routes import body

_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s\xa0()-]+(?=\d)")


def told(response):
    """What an answer says, to a person and to a machine, headers included."""
    text = _read(response) + str(dict(response.headers)) + str(response.cookies)
    text = html.unescape(text).casefold()
    return text + _BETWEEN_DIGITS.sub("", text)


def _read(response):
    """The answer as text; of packed files what stands in them, of a calendar whole lines."""
    if "calendar" in response["Content-Type"]:
        return body(response).replace("\r\n ", "")
    packed = ("spreadsheet", "application/zip")
    if not any(kind in response["Content-Type"] for kind in packed):
        return body(response)
    with zipfile.ZipFile(BytesIO(b"".join(response.streaming_content))) as parts:
        return "".join(parts.read(name).decode() for name in parts.namelist())


def hidden_in(text):
    return {what for what, word in HIDDEN.items() if word in text}


def personal_in(text):
    digits = [PERSONAL["phone"][4:], PRIVATE_PHONE[4:]]
    words = [*PERSONAL["full_name"].casefold().split(), PERSONAL["email"], *digits]
    return {word for word in words if word in text}


def leaks(reader, places):
    """Every place that tells something it must not, and what."""
    found = {}
    for place in places:
        text = told(reader.get(place))
        if told_there := hidden_in(text) | personal_in(text):
            found[place] = told_there
    return found
