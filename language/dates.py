"""The long date of official papers; everyday dates are in `formats`."""

from datetime import datetime
from functools import lru_cache

from django.utils import timezone, translation
from django.utils.formats import date_format

from language.texts import active_language

# "24-декабры": the month wears the possessive ending, its vowel follows the month's own.
# As printed in the state register of acts: «2024-жылдын 24-июлу», «2021-жылдын 5-майы».
MONTHS_OF_A_YEAR = (
    "январы",
    "февралы",
    "марты",
    "апрели",
    "майы",
    "июну",
    "июлу",
    "августу",
    "сентябры",
    "октябры",
    "ноябры",
    "декабры",
)


@lru_cache(maxsize=4096)
def everyday(day, language):
    """The date as `formats` write it in that language; `day` is a date without a time."""
    with translation.override(language):
        return date_format(day)


def official_date(day, language=None):
    """«2021-жылдын 24-декабры», «24 декабря 2021 года», "24 December 2021"."""
    language = language or active_language()
    if isinstance(day, datetime) and timezone.is_aware(day):
        day = timezone.localtime(day)
    if language == "ky":
        return f"{day.year}-жылдын {day.day}-{MONTHS_OF_A_YEAR[day.month - 1]}"
    with translation.override(language):
        return date_format(day, "j E Y года" if language == "ru" else "j F Y")
