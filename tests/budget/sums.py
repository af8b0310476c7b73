"""The sums of a year as plain SQL finds them, compared with what a page shows.

Counted in whole tiyin, so that no database adds up fractions.
"""

from decimal import Decimal

from django.db import connection
from django.utils import translation

from budget.models.choices import Side, Source
from language.labels import label
from language.templatetags.language import percent
from tests.budget.reading import figure, shown

TIYIN = "CAST(ROUND({} * 100) AS BIGINT)"
CHANGES = """(
    SELECT SUM(CAST(ROUND(c.change * 100) AS BIGINT))
    FROM budget_amendmentchange c WHERE c.line_id = l.id
)"""
LATEST = """(
    SELECT CAST(ROUND(e.executed * 100) AS BIGINT) FROM budget_execution e
    WHERE e.line_id = l.id AND e.quarter <= {} ORDER BY e.quarter DESC LIMIT 1
)"""
STATED = "EXISTS (SELECT 1 FROM budget_execution e WHERE e.line_id = l.id AND e.quarter = {})"
# What a line shows as its plan: the revised one, before the approval the draft.
PLAN = "COALESCE({} + COALESCE({}, 0), {})".format(
    TIYIN.format("l.approved"), CHANGES, TIYIN.format("l.planned_draft")
)
ASKED = """(
    l.side = 'expenditure' AND EXISTS (
        SELECT 1 FROM hearings_proposal p
        WHERE p.published_at IS NOT NULL AND p.status <> 'declined' AND (
            EXISTS (SELECT 1 FROM budget_budgetline_proposals n
                    WHERE n.budgetline_id = l.id AND n.proposal_id = p.id)
            OR EXISTS (SELECT 1 FROM programs_measure_proposals m
                       JOIN programs_measure d ON d.id = m.measure_id AND d.is_public
                       WHERE m.measure_id = l.measure_id AND m.proposal_id = p.id)
        )
    )
)"""
FROM = """
    FROM budget_budgetline l JOIN budget_budget b ON b.id = l.budget_id
    LEFT JOIN budget_classificationcode f ON f.id = l.function_id
    LEFT JOIN budget_classificationcode r ON r.id = f.root_id
"""


def found(year, what, where="1 = 1", group=None):
    """{group: [sums in som]} of the lines of a year; [sums] where there is no group."""
    key = f"{group}, " if group else ""
    sums = ", ".join(f"SUM({each})" for each in what)
    by = f"GROUP BY {group}" if group else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {key}{sums} {FROM} WHERE b.year = %s AND {where} {by}",
            [year],
        )
        rows = cursor.fetchall()
    if not group:
        return [_som(each) for each in rows[0]]
    return {row[0]: [_som(each) for each in row[1:]] for row in rows}


def _som(tiyin):
    return None if tiyin is None else Decimal(int(tiyin)).scaleb(-2)


def compare(page, year, language, unit, chosen="1 = 1"):
    """Every figure of a year's page against the database."""
    with translation.override(language):
        reader = _Reader(page, year, language, unit)
        reader.tiles()
        reader.groups("from", "l.side = 'revenue'", "l.source")
        reader.groups("to", "l.side = 'expenditure'", "r.code")
        reader.lines("lines", chosen)
        reader.lines("asked", ASKED)
        reader.quarters()
        reader.amendments()
        reader.years()


class _Reader:
    def __init__(self, page, year, language, unit):
        self.page, self.year, self.language, self.unit = page, year, language, unit
        self.is_draft = not _one("SELECT resolution_id FROM budget_budget WHERE year = %s", year)
        before = _one("SELECT is_public FROM budget_budget WHERE year = %s", year - 1)
        self.has_past = bool(before)
        self.is_amended = _one(
            "SELECT COUNT(*) FROM budget_amendment a JOIN budget_budget b ON b.id = a.budget_id"
            " WHERE b.year = %s",
            year,
        )

    def same(self, words, amount, where):
        told = figure(words, self.language)
        assert told == shown(amount, self.unit), (where, words, amount)

    # The parts of the page

    def tiles(self):
        (revenue,) = found(self.year, [PLAN], "l.side = 'revenue'")
        (expenditure,) = found(self.year, [PLAN], "l.side = 'expenditure'")
        told = list(self.page.tiles.values())
        self.same(told[0], revenue, "tile")
        self.same(told[1], expenditure, "tile")
        (asked,) = found(self.year, [PLAN], ASKED)
        if asked is not None:
            self.same(told[-1], asked, "tile")
            assert self.percent(asked, expenditure) in told[-1]
        if not self.is_draft:
            (spent,) = found(self.year, [LATEST.format(4)], "l.side = 'expenditure'")
            self.same(told[2], spent, "tile")

    def groups(self, section, where, group):
        """A row for each group that this year or the last one has, then the total."""
        now = self.figures(self.year, where, group)
        before = self.past(where, group) if self.has_past else {}
        rows = self.page.tables[section]
        assert len(rows) == len({*now, *before}) + 1, (section, now, before)
        for row in rows[:-1]:
            key = self.key(section, row["name"][0])
            self.row(row, now.get(key), before.get(key))
        (total,) = self.figures(self.year, where, "1").values() or [None]
        (past,) = (self.past(where, "1") if self.has_past else {}).values() or [None]
        self.row(rows[-1], total, past)
        told = [figure(words, self.language) for words in self.page.bars[f"chart-{section}"][:-1]]
        assert told == sorted(told, reverse=True)

    def key(self, section, name):
        if section == "to":
            return name.rpartition(" ")[2]
        return next(source.value for source in Source if label(Source, source) == name)

    def figures(self, year, where, group):
        """{group: the figures of a row in the order of its columns}."""
        if self.is_draft and year == self.year:
            return found(year, [PLAN], where, group)
        approved = TIYIN.format("l.approved")
        columns = [approved, PLAN, LATEST.format(4)]
        return found(year, columns, where, group)

    def past(self, where, group):
        return found(self.year - 1, [PLAN, LATEST.format(4)], where, group)

    def row(self, row, now, before):
        told = [words for head, (words, *_rest) in _cells(row)]
        amounts = [*self.amounts(now)]
        if self.has_past:
            amounts += before or [None, None]
        assert len(told) == len(amounts), (row, amounts)
        for words, amount in zip(told, amounts, strict=True):
            if isinstance(amount, str):
                assert words == amount, row
            elif now is None or before is None:
                assert amount is not None or figure_or_none(words, self.language) is None, row
                if amount is not None:
                    self.same(words, amount, row)
            else:
                self.same(words, amount, row)

    def amounts(self, figures):
        """What stands in the columns of this year; the share as it is written."""
        if self.is_draft:
            return figures or [None]
        approved, plan, executed = figures or [None] * 3
        share = self.percent(executed, plan) if figures else None
        return [approved, *([plan] if self.is_amended else []), executed, share]

    def percent(self, part, whole):
        """A share as it is written; None where it is not stated."""
        if part is not None and whole == 0:
            return "–"
        return None if part is None or whole is None else percent(part / whole)

    def lines(self, section, where):
        """Each line that stands on the page, and the totals of all that were asked for."""
        rows = self.page.tables.get(section, [])
        figures = self.figures(self.year, where, "l.number")
        told = [row for row in rows if not row["total"]]
        assert len(told) == min(len(figures), 25 if section == "lines" else 20), section
        for row in told:
            self.line(row, figures[row["name"][0].split()[0]])
        totals = [row for row in rows if row["total"]]
        sides = self.figures(self.year, where, "l.side")
        assert len(totals) == len(sides)
        for row, side in zip(totals, [side for side in Side if side in sides], strict=True):
            self.line(row, sides[side])

    def line(self, row, figures):
        told = [words for head, (words, *_rest) in _cells(row)][-len(self.amounts(figures)) :]
        for words, amount in zip(told, self.amounts(figures), strict=True):
            if isinstance(amount, str):
                assert words == amount, row
            else:
                self.same(words, amount, row)

    def quarters(self):
        if self.is_draft:
            assert "quarters" not in self.page.tables
            return
        rows = self.page.tables.get("quarters", [])
        if not rows:
            (stated,) = found(self.year, [LATEST.format(4)])
            assert stated is None
            return
        for quarter, row in enumerate(rows[:-1], start=1):
            amounts = dict(zip(Side, _pairs(row), strict=True))
            for side in Side:
                where = f"l.side = '{side.value}'"
                (known,) = found(self.year, [LATEST.format(quarter)], where)
                stated = f"{where} AND {STATED.format(quarter)}"
                reported = found(self.year, ["1"], stated)[0] is not None
                expected = known if reported else None
                (plan,) = found(self.year, [PLAN], where)
                amount, share = amounts[side]
                self.same(amount, expected, row)
                written = self.percent(expected, plan)
                assert share == written if written else figure(share, self.language) is None

    def amendments(self):
        rows = self.page.tables.get("amendments", [])
        assert len(rows) == (self.is_amended + 1 if self.is_amended else 0)
        if not rows:
            return
        for side, place in ((Side.REVENUE, 0), (Side.EXPENDITURE, 1)):
            (moved,) = found(self.year, [f"COALESCE({CHANGES}, 0)"], f"l.side = '{side.value}'")
            told = [list(_cells(row))[place][1][0] for row in rows]
            self.same(told[-1], moved, "amendments")
            if self.unit == "som":
                parts = [figure(words, self.language) for words in told]
                assert sum(parts[:-1]) == parts[-1] == moved

    def years(self):
        rows = self.page.tables.get("years", [])
        assert bool(rows) == self.has_past
        wheres = ("l.side = 'revenue'", "l.side = 'expenditure'", ASKED)
        for row, where in zip(rows, wheres, strict=bool(rows)):
            (now,) = found(self.year, [PLAN], where)
            before, spent = found(self.year - 1, [PLAN, LATEST.format(4)], where)
            told = [words for _head, (words,) in _cells(row)]
            for words, amount in zip(told, (before, spent, now), strict=False):
                if amount is None:
                    assert figure_or_none(words, self.language) is None
                else:
                    self.same(words, amount, row)
            self.same(told[3], (now or Decimal(0)) - (before or Decimal(0)), row)


def _cells(row):
    """(head, words) of the amounts and other cells of a row, without its name."""
    return [(head, cells) for head, cells in row.items() if head not in {"name", "total"}]


def _pairs(row):
    """The amount and the share of each side: both sides have a share of the same head."""
    heads = {head: list(cells) for head, cells in _cells(row)}
    shares = next(cells for cells in heads.values() if len(cells) == 2)
    amounts = [cells[0] for cells in heads.values() if len(cells) == 1]
    return zip(amounts, shares, strict=True)


def figure_or_none(words, language):
    """The number of a cell, or None where words say that there is none."""
    try:
        return figure(words, language)
    except AssertionError:
        return None


def _one(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone()
    return row[0] if row else None
