"""Charts tell the truth: shapes are as long as their values."""

from decimal import Decimal
from itertools import pairwise

import pytest
from django.utils.safestring import SafeString
from hypothesis import given, settings
from hypothesis import strategies as st

from budget import charts
from budget.charts import Bar, Series
from tests.budget.shapes import QUARTERS, UNKNOWN, bar, drawn, stacked, words

AMOUNTS = st.decimals(min_value=0, max_value=10**12, places=2)


UNHURRIED = settings(deadline=None)


def bars(*rows):
    return drawn(charts.bars(rows, title="Money", id="money"))


def progress(plan, done):
    chart = charts.progress(bar(plan, "Plan"), bar(done, "Done"), title="Progress", id="progress")
    return drawn(chart)


def columns(*series, plan=None):
    every = [Series(f"S{n}", values, [f"{v}" for v in values]) for n, values in enumerate(series)]
    return drawn(charts.columns(QUARTERS, every, plan=plan, title="Year", id="year"))


def lengths(tree, side="width"):
    """How long each shape is, in percent; a hairline of one pixel as it stands."""
    return [percent(rect.get(side)) for rect in tree.iter("rect")]


def percent(length):
    return Decimal(length[:-1]) if length.endswith("%") else length


def close(length, share):
    """The same within the rounding to tenths of a percent, at both ends of a shape."""
    return abs(length - share) <= Decimal("0.1")


# Horizontal bars


@UNHURRIED
@given(st.lists(AMOUNTS, min_size=1, max_size=12).filter(any))
def test_the_bars_are_as_long_as_their_values(values):
    tree = bars(*map(bar, values))
    for length, value in zip(lengths(tree), values, strict=True):
        assert close(0 if length == "1" else length, value * 100 / max(values))


def test_the_second_value_is_measured_with_the_first():
    assert lengths(bars(bar(50, other=100), bar(20, other=80))) == [50, 100, 20, 80]


def test_a_bar_is_followed_by_the_words_of_its_second_value():
    row = bars(bar(50, other=100, other_text="2025: 100 som"))
    assert words(row.find("ul")) == "Roads 50 som 2025: 100 som"


def test_what_is_not_stated_is_said_in_words_and_never_drawn_as_zero():
    known, unknown = bars(bar(10), bar(None, "Bridge")).iter("li")
    assert lengths(known) == [100]
    assert words(unknown) == f"Bridge {UNKNOWN}"
    assert unknown.find("svg") is None


def test_the_caller_may_have_other_words_for_what_is_not_stated():
    row = bars(Bar("Bridge", None, "No amount in the contract"))
    assert row.find(".//span[@class='unknown']").text == "No amount in the contract"


def test_words_that_are_marked_already_are_not_marked_twice():
    row = bars(Bar("Bridge", None, SafeString('<span class="unknown">Not yet</span>')))
    assert len(row.findall(".//span")) == 1


def test_where_only_last_year_is_stated_its_bar_stays_the_second():
    row = bars(bar(None, other=10, other_text="2025: 10"))
    assert [shape.tag for shape in row.find(".//svg")] == ["g", "rect"]
    assert words(row.find("ul")) == f"Roads {UNKNOWN} 2025: 10"


def test_zero_and_next_to_nothing_are_hairlines():
    assert lengths(bars(bar(0), bar(1), bar(10**9))) == ["1", "1", 100]


def test_a_decrease_goes_the_other_way_from_the_line_of_zero():
    tree = bars(bar(150), bar(-50), bar(0))
    more, less, none = tree.iter("rect")
    assert (more.get("x"), more.get("width")) == ("25%", "75%")
    assert (less.get("x"), less.get("width")) == (None, "25%")
    assert (none.get("x"), none.get("width")) == ("25%", "1")
    assert {line.get("x1") for line in tree.iter("line")} == {"25%"}


def test_decreases_alone_end_at_zero():
    assert lengths(bars(bar(-50), bar(-100))) == [50, 100]


def test_bars_of_nothing_but_zeros_are_hairlines():
    assert lengths(bars(bar(0), bar(0, other=0))) == ["1", "1", "1"]


# One bar of shares


def shares(tree):
    """Where each share of the whole bar begins, and how wide it is."""
    rects = tree.findall("svg/rect")
    return [(percent(rect.get("x")), percent(rect.get("width"))) for rect in rects]


@UNHURRIED
@given(st.lists(st.none() | AMOUNTS, min_size=1, max_size=12).filter(any))
def test_the_shares_together_are_the_whole(values):
    assert sum(wide for _, wide in shares(stacked(*map(bar, values)))) == 100


@UNHURRIED
@given(st.lists(AMOUNTS.filter(bool), min_size=1, max_size=12))
def test_each_share_begins_where_the_one_before_it_ends(values):
    end = 0
    for start, wide in shares(stacked(*map(bar, values))):
        assert start == end
        end += wide


def test_a_share_is_as_wide_as_its_part_of_the_sum():
    wide = [wide for _, wide in shares(stacked(bar(3), bar(4), bar(1)))]
    assert wide == [Decimal("37.5"), 50, Decimal("12.5")]


def test_under_its_name_a_share_lies_where_it_lies_in_the_whole():
    tree = stacked(bar(40), bar(25), bar(35))
    alone = [rect.attrib for rect in tree.findall("ul/li/svg/rect")]
    assert alone == [rect.attrib for rect in tree.findall("svg/rect")]


@pytest.mark.parametrize("value", [None, -5])
def test_what_has_no_share_stands_in_the_list_alone(value):
    tree = stacked(bar(10), bar(value, "Refund"))
    refund = tree.findall("ul/li")[1]
    assert shares(tree) == [(0, 100)]
    assert words(refund).startswith("Refund")
    assert refund.find("svg") is None


def test_a_share_of_zero_is_a_hairline_under_its_name_and_nothing_in_the_whole():
    tree = stacked(bar(10), bar(0))
    assert shares(tree) == [(0, 100)]
    assert lengths(tree.findall("ul/li")[1]) == ["1"]


@pytest.mark.parametrize("values", [[0, 0], [None], [-1]])
def test_shares_of_nothing_are_a_list_without_the_whole(values):
    tree = stacked(*map(bar, values))
    assert tree.find("svg") is None
    assert len(tree.findall("ul/li")) == len(values)


# Plan against execution


def test_what_is_done_is_measured_by_the_plan():
    assert lengths(progress(plan=200, done=150)) == [75, 100]


def test_more_done_than_planned_reaches_beyond_the_plan():
    assert lengths(progress(plan=100, done=125)) == [100, 80]


@pytest.mark.parametrize(
    ("plan", "done", "shapes"), [(0, 0, ["1", "1"]), (0, 5, [100, "1"]), (10, 0, ["1", 100])]
)
def test_a_plan_or_an_execution_of_zero_is_a_hairline(plan, done, shapes):
    assert lengths(progress(plan, done)) == shapes


def test_without_a_plan_what_is_done_is_said_and_not_measured():
    tree = progress(plan=None, done=5)
    assert tree.find("svg") is None
    assert words(tree) == f"Done 5 som Plan {UNKNOWN}"


def test_an_execution_that_is_not_stated_leaves_the_plan_alone():
    tree = progress(plan=5, done=None)
    assert lengths(tree) == [100]
    assert words(tree.find("ul")) == f"Done {UNKNOWN} Plan 5 som"


# Columns by quarter


@UNHURRIED
@given(st.lists(AMOUNTS, min_size=4, max_size=4).filter(any))
def test_the_columns_are_as_high_as_their_values_and_stand_on_the_ground(values):
    rects = list(columns(values).iter("rect"))
    for rect, value in zip(rects, values, strict=True):
        height = rect.get("height")
        tall = 0 if height == "1" else percent(height)
        assert close(tall, value * 100 / max(values))
        assert percent(rect.get("y")) + tall == 100


def test_the_line_of_the_plan_lies_at_its_height():
    tree = columns([10, 20, 30, 40], plan=bar(50, "Plan"))
    assert lengths(tree, "height") == [20, 40, 60, 80]
    assert [line.get("y1") for line in tree.iter("line")] == ["100%", "0%"]
    assert words(tree.find("p")) == "S0 Plan: 50 som"


def test_a_plan_that_is_not_stated_is_said_and_has_no_line():
    tree = columns([10, 20, 30, 40], plan=bar(None, "Plan"))
    assert len(list(tree.iter("line"))) == 1
    assert words(tree.find("p")) == f"S0 Plan: {UNKNOWN}"


def test_two_series_stand_side_by_side_and_are_told_apart_when_read_aloud():
    tree = columns([1, 2, 3, 4], [4, 3, 2, 1])
    edges = sorted(
        (percent(rect.get("x")), percent(rect.get("width"))) for rect in tree.iter("rect")
    )
    gaps = [after - (x + width) for (x, width), (after, _) in pairwise(edges)]
    assert len(edges) == 8
    assert min(gaps) > Decimal("-0.2")
    assert words(tree.find("ul/li")) == "IS0: 1S1: 4"


def test_a_quarter_that_is_not_stated_has_words_and_no_column():
    series = [Series("Revenue", [1, 2, None, 0], ["1", "2", "", "0"])]
    tree = drawn(charts.columns(QUARTERS, series, title="Year", id="year"))
    assert lengths(tree, "height") == [50, 100, "1"]
    assert words(tree.findall("ul/li")[2]) == f"III{UNKNOWN}"


def test_columns_below_zero_hang_from_its_line():
    first, *_ = columns([-1, 3, 0, 0]).iter("rect")
    assert (first.get("y"), first.get("height")) == ("75%", "25%")


def test_more_series_than_can_be_told_apart_are_refused():
    with pytest.raises(ValueError, match="told apart"):
        columns([1] * 4, [1] * 4, [1] * 4)


@pytest.mark.parametrize(("values", "texts"), [([1, 2], ["1"]), ([1, 2, 3], ["1", "2", "3"])])
def test_a_series_without_a_word_for_each_group_is_refused(values, texts):
    with pytest.raises(ValueError, match="zip"):
        charts.columns(["I", "II"], [Series("S", values, texts)], title="Year", id="year")
