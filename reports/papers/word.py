"""The session pack as a Word file, for those who add to it before the session."""

from io import BytesIO
from itertools import chain

from django.utils import timezone
from django.utils.translation import gettext as _

from budget.charts.markup import plain
from hearings.papers.head import head
from hearings.papers.word_page import EMBLEM, WordPage
from language.dates import official_date
from language.printable import printable
from language.texts import active_language
from reports.demonstration import warning
from reports.markup import written
from reports.papers import bars, photos, widths
from reports.table import UPRIGHT, Named

ON_ITS_SIDE = 269
# A picture as tall as this still leaves its title on the same sheet.
TALLEST = 140
PHOTO = 80


def make(chapters, cover):
    """The Word file of these chapters in the active language, with a cover and contents."""
    paper = _Pack(active_language())
    owner = head()
    _cover(paper, cover, owner)
    _contents(paper, chapters)
    for number, chapter in enumerate(chapters, start=1):
        _chapter(paper, number, chapter, warning(owner))
    return paper.written(cover.title, str(owner.aimak))


def _cover(paper, cover, owner):
    paper.space(90)
    paper.centred().add_run().add_picture(str(EMBLEM), width=paper.mm(30))
    paper.centred(str(owner.aimak) or _("Aiyl aimak"), size=16)
    if owner.region:
        paper.centred(owner.region, size=12, bold=False)
    paper.space(50)
    paper.centred(cover.title, size=26)
    if cover.subtitle:
        paper.centred(cover.subtitle, size=15, bold=False)
    if warning(owner):
        paper.centred(warning(owner), size=12)
    paper.space(40)
    for subject, choice in [*cover.scope, (_("Prepared on"), official_date(timezone.localdate()))]:
        paper.centred(f"{subject}: {choice}", size=12, bold=False)


def _contents(paper, chapters):
    paper.document.add_page_break()
    paper.line((_("Contents"),), size=15)
    paper.contents([f"{n}. {each.report.title}" for n, each in enumerate(chapters, start=1)])


def _chapter(paper, number, chapter, warned):
    paper.new_sheet(chapter.is_wide)
    paper.heading(f"{number}. {chapter.report.title}", 1, bookmark=number)
    if warned:
        paper.line((warned,))
    paper.line(str(chapter.report.about))
    said = [part for subject, choice in chapter.scope for part in (f"{subject}: ", (choice,), "  ")]
    paper.line(*said)
    for section in chapter.sections:
        _section(paper, section, chapter.report.is_one_sheet)


def _section(paper, section, is_tight):
    paper.heading(section.title, 2)
    _figures(paper, section.figures, is_tight)
    for words in section.words:
        paper.line(plain(words))
    if section.table:
        _table(paper, section)
    for photo in photos.shown(section):
        paper.picture(photo.content, photo.words, PHOTO)
        paper.line(photo.words, size=8)


def _figures(paper, figures, is_tight):
    """Each on its line; one after the other where all is to stand on one sheet."""
    said = []
    for figure in figures:
        share = f" ({plain(figure.share)})" if figure.share else ""
        said.append((f"{figure.label}: ", (f"{plain(figure.value)}{share}",), "    "))
    lines = [list(chain(*said))] if is_tight and said else said
    for line in lines:
        paper.line(*line[:-1])


def _table(paper, section):
    table = section.table
    if not table.rows:
        paper.line(plain(section.empty))
        return
    if section.chart:
        paper.chart(section.chart)
    paper.data(table)
    for note in table.notes:
        paper.line(f"• {plain(note)}", size=8)


class _Pack(WordPage):
    """The pages of the pack: headings, sheets that lie on their side, charts and tables."""

    def __init__(self, language):
        from docx.shared import Pt

        super().__init__(language)
        self.width = UPRIGHT
        for level, size in ((1, 15), (2, 12)):
            self._style(f"Heading {level}", Pt(size), language)
            self._plain_heading(self.document.styles[f"Heading {level}"])

    def _plain_heading(self, style):
        """Black, and in the font of the paper: Word's own headings are blue and of a theme."""
        from docx.oxml.ns import qn
        from docx.shared import Pt, RGBColor

        style.font.color.rgb, style.font.bold = RGBColor(0, 0, 0), True
        style.paragraph_format.space_before = Pt(8)
        fonts = style.element.rPr.rFonts
        for name in [name for name in fonts.attrib if "heme" in name]:
            del fonts.attrib[name]
        fonts.set(qn("w:ascii"), "Noto Sans")

    def space(self, points):
        from docx.shared import Pt

        self.document.add_paragraph().paragraph_format.space_before = Pt(points)

    def centred(self, text="", size=12, bold=True):
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        line = self.line((text,) if bold else text, size=size)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return line

    def new_sheet(self, wide):
        """Begin a page, which lies on its side where the tables are wide."""
        from docx.enum.section import WD_ORIENT, WD_SECTION

        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
        sides = (297, 210) if wide else (210, 297)
        section.page_width, section.page_height = map(self.mm, sides)
        self.width = ON_ITS_SIDE if wide else UPRIGHT

    def heading(self, text, level, bookmark=None):
        """A heading that the contents can find."""
        line = self.document.add_heading(printable(plain(text)), level)
        if bookmark is None:
            return
        start = _mark("w:bookmarkStart", id=str(bookmark), name=f"_Toc{bookmark}")
        line._p.insert(1, start)
        line._p.append(_mark("w:bookmarkEnd", id=str(bookmark)))

    def contents(self, titles):
        """The chapters, each leading to its page; whoever opens the file counts the pages.

        A table of contents is counted anew by Word alone, a reference to a page by LibreOffice
        too. No dots lead to the number: where a file is only looked at, none stands there yet.
        """
        from docx.enum.text import WD_TAB_ALIGNMENT

        for place, title in enumerate(titles, start=1):
            line = self.document.add_paragraph()
            line.paragraph_format.tab_stops.add_tab_stop(self.mm(UPRIGHT), WD_TAB_ALIGNMENT.RIGHT)
            link = _mark("w:hyperlink", anchor=f"_Toc{place}", history="1")
            line._p.append(link)
            link.append(line.add_run(printable(title))._r)
            line.add_run("\t")
            self._page_of(line, f"_Toc{place}")

    def _page_of(self, line, bookmark):
        """The number of the page where a bookmark is, to be counted when the file is opened."""
        instruction = _mark("w:instrText")
        instruction.text = f" PAGEREF {bookmark} \\h "
        for mark in (
            _mark("w:fldChar", fldCharType="begin", dirty="true"),
            instruction,
            _mark("w:fldChar", fldCharType="separate"),
            _mark("w:fldChar", fldCharType="end"),
        ):
            line.add_run()._r.append(mark)

    def chart(self, chart):
        """The chart as a picture, told in words to those who do not see it."""
        made = bars.picture(chart)
        if made is None:
            return
        title = self.line((plain(chart.title),))
        title.paragraph_format.keep_with_next = True
        self.picture(made, bars.in_words(chart), UPRIGHT - 12)

    def picture(self, content, words, most):
        """A picture of at most so many millimetres, on the sheet of the line that follows it."""
        from PIL import Image

        with Image.open(BytesIO(content)) as image:
            wide = min(most, TALLEST * image.width / image.height)
        line = self.line()
        line.paragraph_format.keep_with_next = True
        shape = line.add_run().add_picture(BytesIO(content), width=self.mm(wide))
        shape._inline.docPr.set("descr", printable(words))

    def data(self, table):
        """The table of a report, as wide as the sheet."""
        heads = [column.title for column in table.columns]
        rows = [_texts(table.columns, row) for row in table.rows]
        total = _texts(table.columns, table.total) if table.total else []
        size = 7 if self.width == ON_ITS_SIDE else 8
        texts = [heads, *rows, *([total] if total else [])]
        fit = widths.fitting(texts, self.width, size)
        made = self.table(heads, fit)
        self._narrow_edges(made)
        for row in rows:
            self.row(made, [[text] for text in row], fit)
        if total:
            self.row(made, [[(text,)] for text in total], fit)
        self._set(made, [column.is_number for column in table.columns], size)

    def _narrow_edges(self, made):
        """Less room beside the words of a cell than Word leaves."""
        from docx.oxml.ns import qn

        edges = _mark("w:tblCellMar")
        for side in ("left", "right"):
            twips = str(self.mm(widths.EDGES / 2 - 0.2).twips)
            edges.append(_mark(f"w:{side}", w=twips, type="dxa"))
        # The format prescribes the order of what is said of a table.
        made._tbl.tblPr.find(qn("w:tblLook")).addprevious(edges)

    def _set(self, made, numbers, size):
        """Small type, and numbers to the right."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        for row in made.rows:
            for cell, is_number in zip(row.cells, numbers, strict=True):
                for line in cell.paragraphs:
                    if is_number:
                        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                    for run in line.runs:
                        run.font.size = Pt(size)
                    # An empty cell is as tall as the type of its line.
                    of_line = _mark("w:rPr")
                    of_line.append(_mark("w:sz", val=str(2 * size)))
                    line._p.get_or_add_pPr().append(of_line)


def _texts(columns, row):
    return [_said(value, each.kind) for each, value in zip(columns, row, strict=True)]


def _said(value, kind):
    if isinstance(value, Named):
        return value.text
    return str(plain(written(value, kind, linked=False)))


def _mark(tag, **attributes):
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element
