"""For the tests of charts: charts of each kind, their lengths and their words."""

from xml.etree import ElementTree

from budget import charts
from budget.charts import Bar

QUARTERS = ["I", "II", "III", "IV"]


UNKNOWN = "Көрсөтүлгөн эмес"


def bar(value, label="Roads", **more):
    return Bar(label, value, "" if value is None else f"{value} som", **more)


def drawn(chart):
    """The chart as a tree; anything but well-formed XML is refused."""
    return ElementTree.fromstring(chart)  # noqa: S314 — our own markup


def stacked(*parts):
    return drawn(charts.stacked(parts, title="Sources", id="sources"))


def words(tree):
    return " ".join("".join(tree.itertext()).split())
