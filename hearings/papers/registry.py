"""Which papers a hearing has, in the order of the work."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from . import minutes as writing
from .attendance import attendance
from .blank_forms import blank_forms
from .minutes import minutes
from .notice import notice

PAGE, PDF, WORD = "page", "pdf", "docx"


def always(hearing):
    return True


def never(hearing):
    return ""


@dataclass(frozen=True)
class Paper:
    """One kind of paper.

    `facts` tells what it says; `counted` names what may be many of it; `too_long` says why no
    file is made of it.
    """

    slug: str
    label: str
    explanation: str
    facts: Callable
    formats: tuple[str, ...] = (PAGE, PDF)
    counted: str = ""
    usual: int = 1
    most: int = 1
    exists_for: Callable = always
    too_long: Callable = never

    @property
    def template(self):
        return f"hearings/papers/{self.slug}.html"


PAPERS = {
    paper.slug: paper
    for paper in (
        Paper(
            "notice",
            _("Notice of the hearing"),
            _("One page to hang out, with the address of the hearing as a QR code."),
            notice,
        ),
        Paper(
            "attendance",
            _("Attendance sheet"),
            _("Empty rows for those who come, with a place to sign."),
            attendance,
            counted=_("Number of sheets"),
            usual=5,
            most=20,
        ),
        Paper(
            "forms",
            _("Blank proposal forms"),
            _(
                "Each form has a slip that the person takes home. The code of the slip works as "
                "soon as the form is entered with it."
            ),
            blank_forms,
            counted=_("Number of forms"),
            usual=10,
            most=25,
        ),
        Paper(
            "minutes",
            _("Minutes of the hearing"),
            _(
                "Written from what is entered here: attendance, agenda, proposals, hand votes, "
                "decisions, and lines to sign. No names."
            ),
            minutes,
            formats=(PAGE, PDF, WORD),
            exists_for=writing.can_be_written,
            too_long=writing.too_long,
        ),
    )
}
