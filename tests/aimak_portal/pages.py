"""Reading a page as a browser does: its forms with what stands in them."""

from html.parser import HTMLParser

VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input"}
    | {"link", "meta", "param", "source", "track", "wbr"}
)


class _Forms(HTMLParser):
    """Every form of a page: its attributes and the names and values it would send."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.forms = []
        self._select = self._option = self._area = None
        self._text = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.forms.append((given, []))
        if not self.forms:
            return
        if tag == "input":
            self._input(given)
        elif tag == "select":
            self._select = (given.get("name"), "multiple" in given, [])
        elif tag == "option" and self._select:
            self._option = (given.get("value"), "selected" in given)
            self._select[2].append(self._option)
        elif tag == "textarea":
            self._area, self._text = given.get("name"), ""

    def _input(self, given):
        kind = given.get("type", "text")
        name = given.get("name")
        if not name or "disabled" in given or kind in ("submit", "button", "file", "image"):
            return
        if kind in ("checkbox", "radio") and "checked" not in given:
            return
        default = "on" if kind in ("checkbox", "radio") else ""
        self.forms[-1][1].append((name, given.get("value", default)))

    def handle_data(self, data):
        if self._area is not None:
            self._text += data

    def handle_endtag(self, tag):
        if tag == "select" and self._select:
            name, multiple, options = self._select
            chosen = [value for value, selected in options if selected]
            if not chosen and options and not multiple:
                chosen = [options[0][0]]
            self.forms[-1][1].extend((name, value or "") for value in chosen if name)
            self._select = None
        if tag == "textarea" and self._area is not None:
            # A browser drops the line end after the tag.
            self.forms[-1][1].append((self._area, self._text.removeprefix("\n")))
            self._area = None


SILENT = frozenset({"script", "style", "textarea", "template", "noscript"})
TOLD = ("title", "alt", "placeholder", "aria-label", "aria-description", "label", "summary")


class _Words(HTMLParser):
    """Everything that a reader meets, piece by piece, with the language it is marked to be in."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.said = []
        self._open = []

    @property
    def _language(self):
        return next((language for _tag, language in reversed(self._open) if language), "")

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in VOID:
            # A row of the desk that holds the English text of a record.
            is_english = "_en" in (given.get("class") or "") and tag == "div"
            self._open.append((tag, given.get("lang") or ("en" if is_english else None)))
        language = given.get("lang") or self._language
        told = [given[name] for name in TOLD if given.get(name)]
        if tag == "input" and given.get("type") in ("submit", "button", "reset"):
            told.append(given.get("value") or "")
        if tag == "meta" and given.get("name") == "description":
            told.append(given.get("content") or "")
        self.said.extend((text, language) for text in told)

    def handle_endtag(self, tag):
        while any(tag == each for each, _language in self._open):
            closed, _language = self._open.pop()
            if closed == tag:
                return

    def handle_data(self, data):
        if data.strip() and not any(tag in SILENT for tag, _language in self._open):
            self.said.append((data.strip(), self._language))


def words(html):
    """The texts of a page with their languages: pairs of a text and a language code."""
    reader = _Words()
    reader.feed(html)
    return reader.said


def forms(html):
    """The forms of a page: pairs of attributes and of (name, value) pairs."""
    reader = _Forms()
    reader.feed(html)
    return reader.forms


def can_be_sent(html):
    """Whether the page has a form that changes something; one that is only read has none."""
    return any(given.get("method", "").lower() == "post" for given, _sent in forms(html))


def typed(html):
    """What the longest form of the page would send as it stands, by name."""
    posted = [sent for given, sent in forms(html) if given.get("method", "").lower() == "post"]
    longest = max(posted, key=len)
    values = {}
    for name, value in longest:
        values.setdefault(name, []).append(value)
    return values
