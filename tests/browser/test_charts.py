"""Charts as they are seen: on a phone and a wide screen, dark, in forced colours, on paper."""

from decimal import Decimal
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.contrib.staticfiles import finders
from django.utils import translation

from budget import charts
from budget.charts import Bar, Series
from tests.browser.test_accessibility import problems
from tests.browser.test_narrow_and_long import LONGER, SPACED, lost
from tests.browser.test_on_paper import COLOURED

pytestmark = pytest.mark.browser

LONG = "Атайын каражаттар (балдар бакчасынын ата-энелеринин төлөмдөрү жана башка кызматтар)"
QUARTERS = ["1-чейрек", "2-чейрек", "3-чейрек", "4-чейрек"]
WIDTHS = [320, 360, 1280]
SHARES = [100, 50, 25, 0]

# How wide each bar is beside the chart it stands in.
DRAWN = """id => [...document.querySelectorAll(`#${id} rect`)].map(
    rect => rect.getBBox().width * 100 / document.getElementById(id).clientWidth)"""
PAINTED = """() => [...document.querySelectorAll("rect, line")].flatMap(shape => {
    const style = getComputedStyle(shape)
    return [style.fill, style.stroke].filter(paint => paint !== "none")
})"""


def money(value):
    return f"{value:,}".replace(",", "\N{NO-BREAK SPACE}")


def bar(label, value, **more):
    return Bar(label, value, "" if value is None else money(value), **more)


def all_charts():
    rows = [
        bar("Билим берүү", 4_000_000, other=3_000_000, other_text=f"2025: {money(3_000_000)}"),
        bar(LONG, 2_000_000, other=0, other_text="2025: 0"),
        bar("Жол", -1_000_000),
        bar("Китепкана", None),
    ]
    simple = [bar(LONG, share) for share in SHARES]
    values = [Decimal(1_900_000), Decimal(2_250_000), None, Decimal(0)]
    texts = [money(value) if value else "" for value in values]
    series = [
        Series("Кирешелер", values, texts),
        Series("Чыгашалар", values[::-1], texts[::-1]),
    ]
    plan = bar("Такталган план", 9_000_000)
    return "".join(
        [
            charts.bars(rows, title="Акча эмнеге жумшалат", id="functions"),
            charts.bars(simple, title="Үлүштөр", id="simple", tone="waiting"),
            charts.stacked(rows, title="Акча кайдан келет", id="sources"),
            charts.progress(plan, bar("Аткарылды", 9_500_000), title="План", id="progress"),
            charts.columns(QUARTERS, series, title="Чейректер", id="year", plan=plan),
        ]
    )


@pytest.fixture
def shown(visitor):
    """A page of all charts under the portal's own style."""

    def shown(width=1280, **options):
        options |= {"viewport": {"width": width, "height": 900}, "bypass_csp": True}
        context = visitor(**options)
        context.add_init_script(AXE_SCRIPT)
        page = context.new_page()
        style = Path(finders.find("style.css")).read_text(encoding="utf-8")
        with translation.override("ky"):
            body = all_charts()
        page.goto("about:blank")
        page.set_content(
            '<!doctype html><html lang="ky"><head><title>Бюджет</title>'
            '<meta name="viewport" content="width=device-width"></head>'
            f"<body><main><h1>Бюджет</h1>{body}</main></body></html>"
        )
        page.add_style_tag(content=style)
        return page

    return shown


@pytest.mark.parametrize("width", WIDTHS)
def test_bars_are_as_long_as_their_values_on_every_screen(shown, width):
    page = shown(width)
    for wide, share in zip(page.evaluate(DRAWN, "simple"), SHARES, strict=True):
        assert wide == pytest.approx(share, abs=0.5)


@pytest.mark.parametrize("width", WIDTHS)
def test_long_labels_and_figures_wrap_and_nothing_runs_out(shown, width):
    page = shown(width)
    assert lost(page) == []
    page.add_style_tag(content=SPACED)
    page.evaluate(LONGER)
    assert lost(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_charts_are_accessible(shown, width, scheme):
    assert problems(shown(width, color_scheme=scheme)) == []


def test_charts_are_accessible_in_forced_colours(shown):
    assert problems(shown(320, forced_colors="active")) == []


def test_pictures_and_figures_are_read_aloud_and_silent_bars_are_not(shown):
    page = shown()
    assert page.get_by_role("img").count() == 3
    assert page.get_by_role("img", name="Акча кайдан келет").count() == 1
    assert page.get_by_role("figure", name="Акча эмнеге жумшалат").count() == 1
    row = page.locator("#functions").get_by_role("listitem").last
    assert row.inner_text().split() == ["Китепкана", "Көрсөтүлгөн", "эмес"]


def test_in_forced_colours_every_shape_has_the_colour_of_text(shown):
    page = shown(forced_colors="active")
    ink = page.evaluate("getComputedStyle(document.body).color")
    assert set(page.evaluate(PAINTED)) == {ink}


def test_on_paper_every_shape_is_black(shown):
    page = shown(673, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert set(page.evaluate(PAINTED)) == {"rgb(0, 0, 0)"}
    assert page.evaluate(COLOURED) == []


def test_colours_on_the_screen_are_noticed(shown):
    """Negative control: on the screen the shapes have the colours of felt."""
    assert len(set(shown().evaluate(PAINTED))) > 1
