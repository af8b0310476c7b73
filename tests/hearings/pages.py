"""A browser without script, for tests: it reads a page, keeps its form and presses its buttons."""

from html.parser import HTMLParser

from django.urls import reverse


class Page(HTMLParser):
    """A page as a reader meets it: its words, its title, and the fields of its posting forms."""

    def __init__(self, response):
        super().__init__(convert_charrefs=True)
        self.response = response
        self.status = response.status_code
        self.html = response.content.decode()
        self.fields, self.buttons, self.words, self.links = {}, [], [], []
        self.hidden = set()
        self._posting, self._area, self._select = False, None, None
        self.feed(self.html)
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "a":
            self.links.append(attrs.get("href", ""))
        if tag == "form":
            self._posting = attrs.get("method", "get").lower() == "post"
        if self._posting:
            self._take(tag, attrs)

    def _take(self, tag, attrs):
        name, value = attrs.get("name"), attrs.get("value", "")
        if tag == "button" and name:
            self.buttons.append((name, value))
        if tag == "textarea":
            self._area, self.fields[name] = name, ""
        if tag == "select":
            self._select, self.fields[name] = name, ""
        if tag == "option" and "selected" in attrs:
            self.fields[self._select] = value
        if tag == "input" and name:
            self._take_input(attrs.get("type", "text"), name, value, attrs)

    def _take_input(self, kind, name, value, attrs):
        if kind in {"radio", "checkbox"} and "checked" not in attrs:
            return
        if kind == "hidden":
            self.hidden.add(name)
        if kind != "file":
            self.fields[name] = value

    def handle_endtag(self, tag):
        if tag == "form":
            self._posting = False
        if tag == "textarea":
            self._area = None
        if tag == "select":
            self._select = None

    def handle_data(self, data):
        self.words.append(data)
        if self._area:
            # A browser drops the line break right after the tag.
            self.fields[self._area] += data.removeprefix("\n")


class Citizen:
    """Fills in the form of proposals, step by step, as its pages ask."""

    WORDS = "Көпүрө бузулган, балдар мектепке өтө албай жатат."

    def __init__(self, client, village):
        self.client, self.village = client, village
        self.page = None

    @property
    def address(self):
        return reverse("hearings:proposal_new")

    def open(self, **query):
        self.page = Page(self.client.get(self.address, query))
        return self.page

    def fill(self, **values):
        self.page.fields.update(values)

    def press(self, go, **extra):
        """Send everything that the page's form holds, with the button of that value."""
        assert ("go", go) in self.page.buttons, self.page.buttons
        response = self.client.post(self.address, self.page.fields | {"go": go} | extra)
        if response.status_code in {301, 302, 303}:
            return response
        self.page = Page(response)
        return self.page

    def walk_to_the_check(self, **values):
        """Open the form and fill in all but the last step."""
        self.open(**values.pop("query", {}))
        where = {"sector": "roads", "village": self.village.pk}
        self.fill(kind="proposal", text=self.WORDS, language="ky")
        self._fill_and_press("where", values, "text", "kind", "language")
        self.fill(**where)
        self._fill_and_press("who", values, "sector", "village", "hearing", "group")
        self._fill_and_press("check", values, "full_name", "phone", "email", "sex")
        return self.page

    def _fill_and_press(self, go, values, *names):
        self.fill(**{name: values[name] for name in names if name in values})
        self.press(go)

    def send(self, **values):
        """The whole way, to the last button."""
        self.walk_to_the_check(**values)
        self.fill(consent="on")
        return self.press("send")
