"""The minutes as a Word file, for those who add to them by hand before signing.

python-docx is loaded only when the first file is asked for.
"""

import re
from io import BytesIO
from pathlib import Path

from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext

from language.dates import official_date

FONT = "Noto Sans"
EMBLEM = Path(__file__).with_name("emblem.png")
# What XML cannot hold; nobody typed it on purpose.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Of the width between the margins, in millimetres.
WIDTH = 182


def make(said):
    """The Word file of what the minutes say."""
    with translation.override(said["language"]):
        paper = _Paper(said["language"])
        _head(paper, said)
        _figures(paper, said)
        _words(paper, said)
        _items(paper, gettext("Proposals"), said["proposals"], said["has_votes"])
        _items(paper, gettext("Questions"), said["questions"], said["has_votes"])
        _end(paper, said)
        return paper.written(str(said["heading"]), str(said["head"].aimak))


class _Paper:
    """An A4 page in one font, with numbered pages and tables whose rows stay whole."""

    def __init__(self, language):
        from docx import Document
        from docx.shared import Mm, Pt

        self.mm, self.document = Mm, Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(14)
        section.top_margin = section.bottom_margin = Mm(14)
        self._style("Normal", Pt(9.5), language)
        self._number_pages(section)

    def _style(self, name, size, language):
        from docx.oxml.ns import qn
        from docx.shared import Pt

        style = self.document.styles[name]
        style.font.name, style.font.size = FONT, size
        style.paragraph_format.space_after = Pt(2)
        fonts = style.element.rPr.rFonts
        for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), FONT)
        spoken = style.element.rPr.makeelement(qn("w:lang"), {qn("w:val"): language})
        style.element.rPr.append(spoken)

    def _number_pages(self, section):
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        line = section.footer.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self._field(line, "PAGE")
        line.add_run(" / ")
        self._field(line, "NUMPAGES")

    def _field(self, line, name):
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        for kind, text in (("begin", ""), ("", name), ("end", "")):
            mark = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                mark.set(qn("w:fldCharType"), kind)
            else:
                mark.text = text
            line.add_run()._r.append(mark)

    def line(self, *parts, place=None, size=None):
        """A paragraph of texts; a text in a tuple is bold."""
        from docx.shared import Pt

        line = (place or self.document).add_paragraph()
        for part in parts:
            run = line.add_run(clean(part[0] if isinstance(part, tuple) else part))
            run.bold = isinstance(part, tuple)
            if size:
                run.font.size = Pt(size)
        return line

    def title(self, text, size=11):
        from docx.shared import Pt

        line = self.line((text,), size=size)
        line.paragraph_format.space_before = Pt(6)
        line.paragraph_format.keep_with_next = True

    def table(self, heads, widths):
        """A table whose head stands on every page."""
        from docx.oxml import OxmlElement

        table = self.document.add_table(rows=1, cols=len(heads))
        table.style, table.autofit = "Table Grid", False
        self._fill(table.rows[0], [[(head,)] for head in heads], widths)
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        return table

    def row(self, table, cells, widths):
        """Cells with their lines. A row is never split between two pages."""
        from docx.oxml import OxmlElement

        row = table.add_row()
        self._fill(row, cells, widths)
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))

    def _fill(self, row, cells, widths):
        for cell, lines, width in zip(row.cells, cells, widths, strict=True):
            cell.width = self.mm(width)
            for place, line in enumerate(filter(None, lines)):
                paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
                run = paragraph.add_run(clean(line[0] if isinstance(line, tuple) else line))
                run.bold = isinstance(line, tuple)

    def written(self, title, author):
        about = self.document.core_properties
        about.title, about.author, about.comments = clean(title), clean(author), ""
        file = BytesIO()
        self.document.save(file)
        return file.getvalue()


def clean(text):
    """The text without what a Word file cannot hold."""
    return _NOT_IN_XML.sub("", str(text))


def _head(paper, said):
    head, hearing = said["head"], said["hearing"]
    top = paper.line(size=12)
    top.add_run().add_picture(str(EMBLEM), width=paper.mm(13))
    name = top.add_run(f"  {clean(head.aimak)}")
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
    widths = [20, WIDTH - 20 - 32, 32]
    if has_votes:
        heads.append(gettext("In favour / against / abstained"))
        widths = [20, WIDTH - 20 - 32 - 30, 32, 30]
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
