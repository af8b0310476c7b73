"""A report, or a session pack, as a PDF file."""

import re
from pathlib import Path

from django.template.loader import render_to_string
from django.utils import timezone

from hearings.papers import pdf
from hearings.papers.head import head
from language.texts import active_language
from reports.demonstration import warning
from reports.papers.bars import in_our_signs

STYLE = Path(__file__).with_name("paper.css")

# The maker of PDF files gives no style of the page to what is drawn inside an <svg>, so each
# drawing carries its own, as its first child: the second shape is the third one there. Solid and
# outlined can be told apart on black and white paper.
_TONE = "#333"
_LIGHT = f"fill:#fff;stroke:{_TONE};stroke-width:.6"
_IN_A_LIST = (
    f"rect{{height:50%;fill:{_TONE}}}"
    f":root>:nth-child(3){{y:58%;height:34%;{_LIGHT}}}"
    "line{y1:0;y2:100%;stroke:#000;stroke-width:.6}"
)
_ALONE = (
    f"rect{{fill:{_TONE};stroke:#fff;stroke-width:.6}}:root>rect{{height:80%}}"
    f":root>rect:nth-of-type(even){{fill:#bbb}}g+g rect{{{_LIGHT}}}"
    "line{stroke:#000;stroke-width:.6}line+line{stroke-dasharray:4}"
)
_DRAWING = re.compile(r"<svg( aria-hidden[^>]*| role[^>]*)>")


def make(chapters, cover=None, patience=None):
    """The PDF file of these chapters in the active language; see `hearings.papers.pdf.make`."""
    return pdf.make(html(chapters, cover), STYLE.read_text(encoding="utf-8"), patience)


def html(chapters, cover=None):
    """The same as a page, before it is laid out on sheets. With a cover it is a session pack."""
    owner = head()
    said = {
        "head": owner,
        "language": active_language(),
        "chapters": chapters,
        "cover": cover,
        "emblem": "paper:emblem.svg",
        "made_on": timezone.localdate(),
        "warning": warning(owner),
    }
    page = in_our_signs(render_to_string("reports/papers/paper.html", said))
    return _DRAWING.sub(_styled, page)


def _styled(drawing):
    style = _IN_A_LIST if "aria-hidden" in drawing[1] else _ALONE
    return f"{drawing[0]}<style>{style}</style>"
