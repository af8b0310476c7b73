"""A table and a chart of a report on a page."""

from django import template

from reports import markup
from reports.papers import photos

register = template.Library()

register.simple_tag(markup.report_table)
register.simple_tag(markup.named)


@register.simple_tag
def paper_table(table):
    """The table on paper, where nothing can be followed."""
    return markup.report_table(table, linked=False)


@register.simple_tag
def report_chart(chart, id):
    """The chart under its own id."""
    return chart.html(id)


@register.simple_tag
def paper_photos(section):
    """The photos of a section, as they stand in a document."""
    return photos.shown(section)
