"""The reports of the account that tell of budgets, lines and the measures that they pay for."""

from decimal import Decimal

from tests.budget.books import QUARTERS, Sum

from .teller import EXPENDITURE, REVENUE, SIDES, cells


def budget_report(teller):
    """All years side by side, then each in full; the same for the lines of a village alone."""
    years = sorted(teller.books.amendments, reverse=True)
    village = next(entry.village for entry in teller.books.entries if entry.village)
    for chosen in ({}, {"village": village}):
        # A village has only the years in which there are lines for it.
        shown = [year for year in years if teller.books.of(year, **chosen)]
        page = teller.open("reports/budget/", **chosen)
        _side_by_side(teller, page.tables["years"], shown, chosen)
        for year in shown:
            page = teller.open("reports/budget/", first_year=year, last_year=year, **chosen)
            _in_full(teller, page, year, chosen)


def _side_by_side(teller, rows, years, chosen):
    for row, year in zip(rows, years, strict=False):
        assert row["name"] == [str(year)]
        told = cells(row)[1:]
        for side in SIDES:
            sums = Sum(teller.books.of(year, side=side, **chosen))
            before = Sum(teller.books.of(year - 1, side=side, **chosen))
            plan, change, executed, share = told[:4]
            _stated(teller, plan, sums, sums.plan, row)
            if year - 1 in teller.books.amendments:
                either = [*sums.entries, *before.entries]
                _stated(teller, change, either, _change(before, sums), row)
            if year not in teller.books.drafts:
                _stated(teller, executed, sums, sums.executed, row)
                if sums:
                    _share(teller, share, sums.share, sums.plan, row)
            told = told[4:]
    if len(years) > 1:
        total = cells(rows[-1])
        for side, words in zip(SIDES, (total[1], total[5]), strict=True):
            every = [each for year in years for each in teller.books.of(year, side=side, **chosen)]
            _stated(teller, words, every, Sum(every).plan, rows[-1])


def _change(before, now):
    plans = [sums.plan if sums else Decimal(0) for sums in (before, now)]
    return None if None in plans else plans[1] - plans[0]


def _in_full(teller, page, year, chosen):
    _groups(teller, page.tables.get("functions", []), year, EXPENDITURE, "root", chosen)
    _groups(teller, page.tables.get("sources", []), year, REVENUE, "source", chosen)
    if year in teller.books.drafts:
        assert "quarters" not in page.tables
        return
    _quarters(teller, page.tables.get("quarters", []), year, chosen)
    _functions_by_quarter(teller, page, year, chosen)


def _groups(teller, rows, year, side, column, chosen):
    """The figures of each group are those of its lines; the last row is that of all of them."""
    now = teller.books.of(year, side=side, **chosen)
    then = teller.books.of(year - 1, side=side, **chosen)
    keys = {getattr(entry, column) for entry in [*now, *then]}
    assert len(rows) == len(keys) + bool(keys)
    figures = sorted(_expected(teller, year, now, then, column, key) for key in keys)
    told = sorted(_told(teller, row, year, column) for row in rows[:-1])
    assert told == figures, rows
    if keys:
        _row(teller, _figures(rows[-1], column), year, Sum(now), Sum(then))


def _figures(row, column):
    """The cells behind the name, and behind the code that a function has."""
    return cells(row)[1:] if column == "root" else cells(row)


def _expected(teller, year, now, then, column, key):
    sums = Sum(entry for entry in now if getattr(entry, column) == key)
    before = Sum(entry for entry in then if getattr(entry, column) == key)
    if year in teller.books.drafts:
        figures = [sums.plan]
    else:
        figures = [sums.approved, sums.revised, sums.executed]
    if year - 1 in teller.books.amendments:
        figures += [before.plan, before.executed, _change(before, sums)]
    return tuple(map(_written, figures))


def _told(teller, row, year, column):
    words = _figures(row, column)
    if year not in teller.books.drafts:
        # The share follows from the two figures beside it.
        words = words[:3] + words[4:]
    return tuple(_number(teller, each) for each in words)


def _number(teller, words):
    """The amount to the tiyin as text; empty where nothing or "not stated" stands."""
    return _written(teller.amount(words) if words else None)


def _written(amount):
    return "" if amount is None else str(amount.quantize(Decimal("0.01")))


def _row(teller, words, year, sums, before):
    drafts = teller.books.drafts
    figures = [sums.plan] if year in drafts else [sums.approved, sums.revised, sums.executed]
    for told, amount in zip(words, figures, strict=False):
        if sums:
            _same(teller, told, amount, words)
    if year not in drafts and sums:
        _share(teller, words[3], sums.share, sums.plan, words)
    if year - 1 in teller.books.amendments:
        *_now, plan, executed, change = words
        if before:
            _same(teller, plan, before.plan, words)
            _same(teller, executed, before.executed, words)
        _same(teller, change, _change(before, sums), words)


def _quarters(teller, rows, year, chosen):
    whole = {side: Sum(teller.books.of(year, side=side, **chosen)) for side in SIDES}
    assert bool(rows) == any(entry.quarters for sums in whole.values() for entry in sums.entries)
    for quarter, row in zip(QUARTERS, rows, strict=False):
        told = cells(row)
        for side, words, share in zip(SIDES, told[::2], told[1::2], strict=True):
            executed, plan = whole[side].executed_by(quarter), whole[side].plan
            _stated(teller, words, whole[side], executed, row)
            if whole[side]:
                _share(teller, share, executed / plan if executed and plan else executed, plan, row)
    for row in rows[-1:]:
        for side, words in zip(SIDES, cells(row)[::2], strict=True):
            _stated(teller, words, whole[side], whole[side].plan, row)


def _functions_by_quarter(teller, page, year, chosen):
    """Each function adds up, and all of them together are what was spent by the quarter."""
    entries = teller.books.of(year, side=EXPENDITURE, **chosen)
    whole = Sum(entries)
    rows = page.tables.get("function_quarters", [])
    told = sorted(tuple(_number(teller, each) for each in cells(row)[1:]) for row in rows[:-1])
    expected = sorted(_spent(whole, entries, root) for root in {entry.root for entry in entries})
    assert told == (expected if rows else []), (told, expected)
    for row in rows[-1:]:
        for quarter, words in zip(QUARTERS, cells(row)[1:], strict=True):
            _same(teller, words, whole.executed_by(quarter), row)


def _spent(whole, entries, root):
    """A function counts with its latest figure in each quarter of which any report has come."""
    own = Sum(entry for entry in entries if entry.root == root)
    figures = []
    for quarter in QUARTERS:
        reported = whole.executed_by(quarter) is not None
        amounts = [entry.executed_by(quarter) for entry in own.entries]
        known = [amount for amount in amounts if amount is not None]
        figures.append(_written(sum(known)) if reported and known else "")
    return tuple(figures)


def voice_report(teller):
    """The lines that answer proposals, beside all of the expenditure."""
    page = teller.open("reports/voice/")
    years = sorted(teller.books.amendments, reverse=True)
    for row, year in zip(page.tables["years"], years, strict=False):
        asked = Sum(teller.books.asked(year))
        whole = Sum(teller.books.of(year, side=EXPENDITURE))
        _status, lines, plan, planned, share, *executed = cells(row)
        assert (row["name"], lines) == ([str(year)], str(len(asked)))
        _same(teller, plan, asked.plan if asked else Decimal(0), row)
        _same(teller, planned, whole.plan, row)
        part = asked.plan if asked else Decimal(0)
        _share(teller, share, _part(part, whole.plan), whole.plan, row)
        if year not in teller.books.drafts:
            _executed(teller, executed, asked, whole, row)


def _executed(teller, words, asked, whole, row):
    part = asked.executed if asked or whole.executed is None else Decimal(0)
    _same(teller, words[0], part, row)
    _same(teller, words[1], whole.executed, row)
    _share(teller, words[2], _part(part, whole.executed), whole.executed, row)


def _part(part, whole):
    return part / whole if part is not None and whole else None


def programs_report(teller):
    """What stands in approved budgets for each public measure, and what was spent on it."""
    page = teller.open("reports/programs/")
    public = [pk for pk, measure in teller.books.measures.items() if measure.is_public]
    every = []
    *rows, total = page.tables["measures"]
    for pk, row in zip(sorted(public, reverse=True), rows, strict=True):
        entries = [
            entry
            for entry in teller.books.entries
            if entry.measure == pk and entry.side == EXPENDITURE and entry.approved is not None
        ]
        _money(teller, row, Sum(entries))
        every += entries
    _money(teller, total, Sum(every))


def _money(teller, row, sums):
    *_rest, found, _unstated, planned, spent = cells(row)
    # No source is stated in these books: the money found is the plan of the lines.
    _same(teller, found, sums.plan, row)
    if sums:
        _same(teller, planned, sums.plan, row)
        _same(teller, spent, sums.executed, row)


def _same(teller, words, amount, where):
    teller.same_in_som(words, amount, where)


def _stated(teller, words, lines, amount, where):
    """A figure of some lines; where there are no lines at all, the cell stays empty."""
    if lines:
        _same(teller, words, amount, where)
    else:
        assert words == "", (where, words)


def _share(teller, words, share, whole, where):
    """Of nothing there is no share: the cell stays empty."""
    if whole == 0:
        assert words == "", (where, words)
    else:
        teller.share(words, share, where)
