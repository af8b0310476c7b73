"""A feed as a feed reader takes it."""

from dataclasses import dataclass
from datetime import datetime

from defusedxml import ElementTree
from django.test import Client
from django.utils.html import strip_tags

ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass(frozen=True)
class Entry:
    """One entry: its name, title, address, moments, and its words without tags."""

    id: str
    title: str
    link: str
    published: datetime
    updated: datetime
    html: str

    @property
    def words(self):
        return " ".join(strip_tags(self.html).replace("\xa0", " ").split())


class Followed:
    """What a feed says at this moment."""

    def __init__(self, place, language="en", **headers):
        self.response = Client(headers=headers).get(f"/{language}/{place}")
        assert self.response.status_code == 200
        self.root = ElementTree.fromstring(self.response.content)

    def said(self, name):
        return self.root.findtext(f"{ATOM}{name}")

    @property
    def language(self):
        return self.root.get("{http://www.w3.org/XML/1998/namespace}lang")

    @property
    def author(self):
        return [name.text for name in self.root.find(f"{ATOM}author")]

    @property
    def entries(self):
        return [_entry(each) for each in self.root.findall(f"{ATOM}entry")]

    @property
    def titles(self):
        return [entry.title for entry in self.entries]


def _entry(each):
    def moment(name):
        return datetime.fromisoformat(each.findtext(f"{ATOM}{name}"))

    return Entry(
        each.findtext(f"{ATOM}id"),
        each.findtext(f"{ATOM}title"),
        each.find(f"{ATOM}link").get("href"),
        moment("published"),
        moment("updated"),
        each.findtext(f"{ATOM}summary"),
    )
