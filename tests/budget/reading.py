"""A page of money as a reader meets it: its sections, tables, tiles and charts, and its numbers."""

import re
from decimal import ROUND_HALF_UP, Decimal
from html.parser import HTMLParser

NOT_STATED = {"ky": "Көрсөтүлгөн эмес", "ru": "Не указано", "en": "Not stated"}
VOID = {"meta", "link", "img", "input", "br", "rect", "line"}


class MoneyPage(HTMLParser):
    """The tables of each section as rows of {head: words}, the tiles, the bars of the charts."""

    def __init__(self, response):
        super().__init__(convert_charrefs=True)
        assert response.status_code == 200, response.status_code
        self.html = response.content.decode()
        self.tables, self.bars, self.tiles, self.links = {}, {}, {}, []
        self.section, self._chart, self._row, self._heads = "top", None, None, []
        self._words, self._label, self._catching, self._tile = [], None, None, []
        self.notes, self.plain = [], []
        self.feed(self.html)
        self.text = " ".join(" ".join(self.plain).split())

    # Tags

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag in {"h1", "h2"}:
            self.section = attrs.get("id", self.section)
        if tag == "a":
            self.links.append(attrs.get("href", ""))
        if tag == "figure":
            self._chart = self.bars.setdefault(attrs["id"], [])
        if tag == "table":
            self.tables.setdefault(self.section, [])
        if tag == "tr":
            self._row = {"total": attrs.get("class") == "total"}
        if tag in {"th", "td", "dt", "dd", "b", "li", "caption", "title"}:
            self._label = attrs.get("data-label", "name" if attrs.get("scope") == "row" else None)
            self._catching, self._words = tag, []

    def handle_endtag(self, tag):
        said = " ".join("".join(self._words).split(" "))
        said = re.sub(r"[ \n]+", " ", said).strip()
        if tag == "tr" and self._row and "name" in self._row:
            self.tables[self.section].append(self._row)
        if tag in {"th", "td"} and self._label and self._row is not None:
            self._row.setdefault(self._label, []).append(said)
        if tag in {"dt", "dd"} and self._catching == tag:
            self._tile.append(said)
            if len(self._tile) == 2:
                self.tiles[self._tile[0]] = self._tile[1]
                self._tile = []
        if tag == "b" and self._chart is not None and self._catching == "b":
            self._chart.append(said)
        if tag == "figure":
            self._chart = None

    def handle_data(self, data):
        self.plain.append(data)
        self._words.append(data)

    # What is asked of the page

    def rows(self, section):
        """The rows of a section's table by their names; the total is named "total"."""
        return {"total" if row["total"] else row["name"][0]: row for row in self.tables[section]}

    def totals(self, section):
        return [row for row in self.tables[section] if row["total"]]


def figure(words, language):
    """The number at the beginning of a cell; None where it is not stated."""
    if words.startswith(NOT_STATED[language]):
        return None
    written = re.match(r"[+−]?\d[\d,.\xa0]*", words)
    assert written, words
    digits = written[0].replace("\xa0", "").replace("−", "-").removeprefix("+")
    return Decimal(digits.replace(",", "") if language == "en" else digits.replace(",", "."))


def shown(amount, unit):
    """An amount as exactly as a page shows it in its unit."""
    if amount is None or unit == "som":
        return amount
    return amount.scaleb(-3).quantize(Decimal("0.1"), ROUND_HALF_UP)
