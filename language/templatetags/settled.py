"""`translate` and `url` with literal arguments, settled when a template is compiled.

Built into all templates after Django's own tags. Outside `language.compiled.Loader`, and
wherever an argument is not a literal, they are Django's own tags unchanged.
"""

from django import template
from django.template.base import TextNode, Variable
from django.template.context import Context
from django.template.defaulttags import url as django_url
from django.templatetags.i18n import do_translate

from language.compiled import is_settled

register = template.Library()


@register.tag
def translate(parser, token):
    node = do_translate(parser, token)
    plain = not (node.asvar or node.noop or node.message_context)
    return _settled(node) if plain and _is_literal(node.filter_expression) else node


@register.tag
def url(parser, token):
    node = django_url(parser, token)
    plain = not (node.args or node.kwargs or node.asvar)
    return _settled(node) if plain and _is_literal(node.view_name) else node


def _settled(node):
    return TextNode(node.render(Context())) if is_settled() else node


def _is_literal(expression):
    var = expression.var
    text = var.literal if isinstance(var, Variable) else var
    return isinstance(text, str) and not expression.filters
