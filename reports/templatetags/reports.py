"""A table and a chart of a report on a page."""

from django import template

from reports import markup

register = template.Library()

register.simple_tag(markup.report_table)
register.simple_tag(markup.named)


@register.simple_tag
def report_chart(chart, id):
    """The chart under its own id."""
    return chart.html(id)
