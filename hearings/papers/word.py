"""The minutes as a Word file, for those who add to them by hand before signing.

python-docx is loaded only when the first file is asked for.
"""

from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext

from hearings.papers.word_page import EMBLEM, WIDTH, WordPage
from language.dates import official_date
from language.printable import printable

# So wide a column holds the number of a proposal on one line, in millimetres.
NUMBER = 24


def make(said):
    """The Word file of what the minutes say."""
    with translation.override(said["language"]):
        paper = WordPage(said["language"])
        _head(paper, said)
        _figures(paper, said)
        _words(paper, said)
        _items(paper, gettext("Proposals"), said["proposals"], said["has_votes"])
        _items(paper, gettext("Questions"), said["questions"], said["has_votes"])
        _end(paper, said)
        return paper.written(str(said["heading"]), str(said["head"].aimak))


def _head(paper, said):
    head, hearing = said["head"], said["hearing"]
    top = paper.line(size=12)
    top.add_run().add_picture(str(EMBLEM), width=paper.mm(13))
    name = top.add_run(f"  {printable(head.aimak)}")
    name.bold = True
    if head.region:
        paper.line(head.region)
    if said["mark"] == "cancelled":
        paper.line((gettext("This hearing has been cancelled."),))
    paper.line((pgettext("of a hearing, as a title", "Minutes"),))
    paper.title(said["heading"], size=14)
    starts = hearing.starts_at
    when = (
        f"{official_date(starts)}, {localtime(starts):%H:%M}" if starts else gettext("Not stated")
    )
    paper.line(f"{gettext('Date and time')}: ", (when,))
    paper.line(f"{gettext('Place')}: ", (said["place"] or gettext("Not stated"),))
    if said["village"]:
        paper.line(f"{gettext('Village')}: ", (said["village"],))
    if not said["is_recorded"]:
        paper.line((gettext("The figures have not been entered yet."),))


def _figures(paper, said):
    for title, figures in (
        (gettext("Who took part"), said["people"]),
        (gettext("What people asked for"), said["received"]),
    ):
        paper.title(title)
        widths = [WIDTH / len(figures)] * len(figures)
        table = paper.table([figure.label for figure in figures], widths)
        values = [
            f"{figure.value} ({figure.share})" if figure.share else figure.value
            for figure in figures
        ]
        paper.row(table, [[(value,)] for value in values], widths)
    if said["mismatches"] or said["discrepancy"]:
        paper.title(gettext("About the figures"))
        for sentence in filter(None, [*said["mismatches"], said["discrepancy"]]):
            paper.line(sentence)
    if said["difference"]:
        paper.line(said["difference"])


def _words(paper, said):
    if said["agenda"]:
        paper.title(gettext("Agenda"))
        for place, item in enumerate(said["agenda"], start=1):
            paper.line(f"{place}. {item}")
    if said["summary"]:
        paper.title(gettext("What people spoke about"))
        paper.line(said["summary"])


def _items(paper, title, items, has_votes):
    if not items:
        return
    heads = ["№", gettext("Text and decision"), gettext("Village, group")]
    widths = [NUMBER, WIDTH - NUMBER - 32, 32]
    if has_votes:
        heads.append(gettext("In favour / against / abstained"))
        widths = [NUMBER, WIDTH - NUMBER - 32 - 30, 32, 30]
    paper.title(title)
    table = paper.table(heads, widths)
    for item in items:
        decision = f"{item.outcome}. {item.reason}" if item.outcome else gettext("Not decided yet.")
        cells = [
            [str(item.place), item.number],
            [item.summary, item.text, decision],
            [item.source or gettext("Not stated")],
        ]
        paper.row(table, [*cells, _hands(item.hands)] if has_votes else cells, widths)


def _hands(hands):
    if hands is None:
        return ["–"]
    figures = f"{hands.in_favour} / {hands.against} / {hands.abstained}"
    return [figures, gettext("A tie") if hands.is_tie else None, hands.note]


def _end(paper, said):
    if not said["proposals"] and not said["questions"]:
        paper.line(gettext("No proposal of this hearing is listed one by one."))
    paper.line("")
    for office in (gettext("Chair of the hearing"), gettext("Secretary")):
        line = paper.line((office,), "  ____________________  ________________________________")
        line.paragraph_format.keep_with_next = True
        names = f"({gettext('signature')}, {gettext('full name')})"
        paper.line(names, size=8)
    paper.line(said["page"].url, size=8)
