"""The charts of the citizens' budget in a template: {% bars rows title=… id="by-function" %}."""

from django import template

from budget import charts

register = template.Library()

register.simple_tag(charts.bars)
register.simple_tag(charts.stacked)
register.simple_tag(charts.progress)
register.simple_tag(charts.columns)
