"""Every chart has its values in words, keeps what was typed as words, and weighs little."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.template import Context, Engine
from django.utils import translation
from django.utils.safestring import SafeString

from budget import charts
from budget.charts import Bar, Series
from tests.budget.shapes import QUARTERS, UNKNOWN, bar, drawn, stacked, words

ALL = {
    "bars": lambda **more: charts.bars([bar(3), bar(1, other=2, other_text="2025: 2")], **more),
    "stacked": lambda **more: charts.stacked([bar(3), bar(1)], **more),
    "progress": lambda **more: charts.progress(bar(3, "Plan"), bar(1, "Done"), **more),
    "columns": lambda **more: charts.columns(
        QUARTERS,
        [Series("Revenue", [1, 2, 3, None], ["1", "2", "3", ""])],
        plan=bar(4, "Plan"),
        **more,
    ),
}


EACH = pytest.mark.parametrize("chart", ALL.values(), ids=ALL)


# Every chart


def test_nothing_is_drawn_of_nothing():
    words = {"title": "Money", "id": "money"}
    assert charts.bars([], **words) == ""
    assert charts.stacked([], **words) == ""
    assert charts.columns([], [], **words) == ""
    assert charts.columns(QUARTERS, [], **words) == ""


@EACH
def test_a_chart_is_well_formed_and_keeps_the_strict_policy(chart):
    for element in drawn(chart(title="Money", id="money")).iter():
        assert element.tag not in ("style", "script")
        assert not {name for name in element.attrib if name == "style" or name.startswith("on")}


@pytest.mark.parametrize("chart", [ALL["stacked"], ALL["progress"], ALL["columns"]])
def test_a_picture_is_named_by_its_title_and_description(chart):
    tree = drawn(chart(title="The money", description="Mostly roads.", id="money"))
    picture = tree.find("svg")
    by_id = {element.get("id"): element.text for element in tree.iter()}
    named = [by_id[name] for name in picture.get("aria-labelledby").split()]
    assert picture.get("role") == "img"
    assert (picture[0].tag, picture[1].tag) == ("title", "desc")
    assert named == ["The money", "Mostly roads."]


@pytest.mark.parametrize(
    ("chart", "said"),
    [
        ("stacked", "Roads: 3 som; Roads: 1 som"),
        ("progress", "Done: 1 som; Plan: 3 som"),
        (
            "columns",
            f"Revenue, I: 1; Revenue, II: 2; Revenue, III: 3; Revenue, IV: {UNKNOWN}; Plan: 4 som",
        ),
    ],
)
def test_a_description_that_nobody_wrote_says_the_figures(chart, said):
    tree = drawn(ALL[chart](title="Money", id="money"))
    assert tree.find("svg/desc").text == said


def test_bars_are_silent_beside_words_that_are_read_aloud():
    tree = drawn(ALL["bars"](title="Money", description="Mostly roads.", id="money"))
    assert {picture.get("aria-hidden") for picture in tree.iter("svg")} == {"true"}
    assert words(tree.find("figcaption")) == "MoneyMostly roads."


def test_two_charts_on_a_page_share_no_id():
    page = "".join(
        chart(title="Money", id=f"{name}-{year}") for name, chart in ALL.items() for year in (1, 2)
    )
    assert repeated_ids(page) == []


def test_a_repeated_id_is_noticed():
    """Negative control: the same chart twice under one id."""
    chart = ALL["stacked"](title="Money", id="money")
    assert repeated_ids(chart + chart) == ["money", "money-desc", "money-title"]


def repeated_ids(page):
    ids = re.findall(r'\bid="([^"]*)"', page)
    return sorted({each for each in ids if ids.count(each) > 1})


PAYLOADS = [
    "<img data-planted src=x onerror=alert(1)>",
    "</title></svg><script data-planted>alert(1)</script>",
    "\" data-planted onload=alert(1) x='",
    "]]><!-- & &lt;b&gt;",
]


def hostile(text):
    """Every chart with the text in all its words."""
    words = {"title": text, "description": text, "id": "money"}
    row = Bar(text, 1, text, 2, text)
    unknown = Bar(text, None, text)
    series = [Series(text, [1, None], [text, text]), Series(text, [1, None], [text, ""])]
    return [
        charts.bars([row, unknown], **words),
        charts.stacked([row, unknown], **words),
        charts.progress(row, unknown, **words),
        charts.columns([text, text], series, plan=row, **words),
    ]


def planted(chart):
    """Whether a word has become a part of the page."""
    try:
        elements = list(drawn(chart).iter())
    except ElementTree.ParseError:
        return True
    return any(
        element.tag in ("img", "script") or "onload" in element.attrib for element in elements
    )


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_stay_words(payload):
    for chart in hostile(payload):
        assert not planted(chart)
        assert payload in "".join(drawn(chart).itertext())


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_trusted_blindly_would_not(payload):
    """Negative control: the same words, marked as safe by whoever calls."""
    chart = charts.bars([Bar(SafeString(payload), 1)], title="Money", id=SafeString(payload))
    assert planted(chart)


def test_an_id_cannot_leave_its_attribute():
    tree = drawn(charts.stacked([bar(1)], title="Money", id='a" onload="alert(1)'))
    assert tree.get("id") == 'a" onload="alert(1)'


def test_a_label_in_another_language_stays_marked_where_it_is_text():
    label = SafeString('<span lang="ru">Дороги &amp; мосты</span>')
    tree = stacked(bar(1, label))
    assert tree.find("ul/li/span").get("lang") == "ru"
    assert tree.find("svg/desc").text == "Дороги & мосты: 1 som"


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_shapes_are_the_same_in_every_language(language):
    with translation.override(language):
        tree = stacked(bar(Decimal("1.5")), bar(Decimal("2.5")))
    assert [rect.get("width") for rect in tree.findall("svg/rect")] == ["37.5%", "62.5%"]


@pytest.mark.parametrize(("tone", "classes"), [("done", "chart chart-done"), ("money", "chart")])
def test_a_chart_tells_by_its_tone_what_it_is_about(tone, classes):
    assert drawn(ALL["bars"](title="Money", id="money", tone=tone)).get("class") == classes


# Light


def markup(chart):
    """The bytes of a chart beside its words, which cost the same in any form."""
    return len(chart.encode()) - len("".join(drawn(chart).itertext()).encode())


def many(count):
    """Every chart with so many rows, two figures in each row of bars."""
    both = [bar(7 + n, other=5 + n, other_text="2025: 5") for n in range(count)]
    values = [Decimal(f"{n}.37") for n in range(1, count + 1)]
    series = Series("Revenue", values, [str(value) for value in values])
    words = {"title": "Where the money goes", "description": "Roads.", "id": "by-function"}
    return {
        "bars": charts.bars(both, **words),
        "stacked": charts.stacked(both, **words),
        "columns": charts.columns(map(str, values), [series], plan=bar(99, "Plan"), **words),
    }


@pytest.mark.parametrize("name", ["bars", "stacked", "columns"])
@pytest.mark.parametrize("count", [1, 4, 12, 40])
def test_a_chart_costs_less_than_half_a_kilobyte_and_a_little_for_each_row(name, count):
    assert markup(many(count)[name]) <= 400 + 120 * count


def test_plan_against_execution_costs_less_than_half_a_kilobyte():
    assert markup(ALL["progress"](title="Money", id="by-function")) <= 400


# In a template


def rendered(source, **context):
    engine = Engine(libraries={"charts": "budget.templatetags.charts"})
    return engine.from_string("{% load charts %}" + source).render(Context(context))


def test_a_template_draws_each_chart_by_its_name():
    rows, quarters = [bar(1), bar(2)], [Series("Revenue", [1, 2, 3, 4], ["1", "2", "3", "4"])]
    context = {"rows": rows, "plan": bar(2), "done": bar(1), "groups": QUARTERS, "series": quarters}
    words = {"title": "Money", "description": "Roads.", "id": "money"}
    end = ' title="Money" description="Roads." id="money" %}'

    assert rendered("{% bars rows" + end, **context) == charts.bars(rows, **words)
    assert rendered("{% stacked rows" + end, **context) == charts.stacked(rows, **words)
    assert rendered("{% progress plan done" + end, **context) == charts.progress(
        context["plan"], context["done"], **words
    )
    assert rendered("{% columns groups series plan=plan" + end, **context) == charts.columns(
        QUARTERS, quarters, plan=context["plan"], **words
    )
