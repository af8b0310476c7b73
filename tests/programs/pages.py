"""Pages of deeds and money as a reader meets them."""

import re
from html import unescape

_TAGS = re.compile(r"<[^>]+>")


def page(client, address, language="en", **query):
    """The page as the server sends it, in a language."""
    response = client.get(f"/{language}/{address}", query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def words(html):
    """What stands in the main part of the page, as plain words."""
    return _plain(html.partition("<main")[2].partition(">")[2].partition("</main>")[0])


def tiles(html):
    """The tiles of a page: what each counts, and its figure in words."""
    pairs = re.findall(r"<div><dt>(.*?)</dt><dd>(.*?)</dd></div>", html, re.DOTALL)
    return {_plain(name): _plain(figure) for name, figure in pairs}


def _plain(html):
    return " ".join(unescape(_TAGS.sub(" ", html)).replace("\xa0", " ").split())
