"""What every chart is made of: a figure, a picture with a name, a list of words."""

import html

from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeData, SafeString

CLASSES = {"money": "chart", "done": "chart chart-done", "waiting": "chart chart-waiting"}
NOTHING = SafeString("")
# Keeps the place of a shape that is not drawn: the style tells the second from the first by place.
NO_SHAPE = SafeString("<g/>")


def figure(id, tone, *parts):
    """The whole chart; `tone` is what it tells about: money, what is done, what is waited for."""
    return format_html(
        '<figure class="{}" id="{}">\n{}</figure>\n', CLASSES[tone], id, joined(parts)
    )


def picture(id, title, description, shapes):
    """The drawing, named by its title and described in words for those who do not see it."""
    return format_html(
        '<svg role="img" aria-labelledby="{0}-title {0}-desc"><title id="{0}-title">{1}</title>'
        '<desc id="{0}-desc">{2}</desc>{3}</svg>\n',
        id,
        plain(title),
        plain(description),
        joined(shapes),
    )


def listed(items):
    """The list of words that stands beside the shapes."""
    return format_html("<ul>\n{}</ul>\n", joined(items))


def item(bar, beside=NOTHING, beneath=NOTHING):
    """A value by its name, with the words beside it and the shapes beneath."""
    return format_html("<li>{} <b>{}{}</b>{}</li>\n", bar.label, bar.words, beside, beneath)


def in_words(pairs):
    """Names and figures one after the other: the description where the caller wrote none."""
    return "; ".join(f"{plain(name)}: {plain(words)}" for name, words in pairs)


def joined(parts):
    return format_html_join("", "{}", ((part,) for part in parts))


def plain(text):
    """Text without marks such as the language of a label: a description holds none."""
    return html.unescape(strip_tags(text)) if isinstance(text, SafeData) else text
