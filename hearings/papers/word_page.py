"""A Word file in the manner of all our papers: A4, one font, numbered pages, whole rows.

python-docx is loaded only when the first file is asked for.
"""

from io import BytesIO
from pathlib import Path

from language.printable import printable

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Noto Sans"
EMBLEM = Path(__file__).with_name("emblem.png")
# Of the width between the margins, in millimetres.
WIDTH = 182


class WordPage:
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
        self.field(line, "PAGE")
        line.add_run(" / ")
        self.field(line, "NUMPAGES")

    def field(self, line, name):
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
            run = line.add_run(printable(part[0] if isinstance(part, tuple) else part))
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
        # LibreOffice goes by the columns, Word by the cells.
        for column, width in zip(table.columns, widths, strict=True):
            column.width = self.mm(width)
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
                run = paragraph.add_run(printable(line[0] if isinstance(line, tuple) else line))
                run.bold = isinstance(line, tuple)

    def written(self, title, author):
        about = self.document.core_properties
        about.title, about.author, about.comments = printable(title), printable(author), ""
        file = BytesIO()
        self.document.save(file)
        return file.getvalue()
