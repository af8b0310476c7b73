"""What stands at the head of every paper, and texts that carry their language with them."""

from dataclasses import dataclass

from django.urls import reverse

from groups.models import Aimak
from hearings.qr import code_dots
from language.texts import active_language, in_language


@dataclass(frozen=True)
class Words:
    """A text and the language in which it is written."""

    text: str
    language: str

    def __bool__(self):
        return bool(self.text)

    def __str__(self):
        return self.text

    @property
    def is_foreign(self):
        """Whether it stands in another language than the paper."""
        return self.language != active_language()


def words(record, field):
    """A translated field in the language of the paper, or the nearest that there is."""
    text, language = in_language(record, field)
    return Words(text.strip(), language)


@dataclass(frozen=True)
class Head:
    """Whose paper it is."""

    aimak: Words
    region: str
    address: Words
    phones: tuple[str, ...]
    is_demo: bool


def head():
    """The municipality as papers name it; only telephones that may be published."""
    aimak = Aimak.objects.current()
    region = [str(words(aimak, name)) for name in ("rayon", "oblast")]
    phones = aimak.phones.filter(is_public=True) if aimak.pk else ()
    return Head(
        aimak=words(aimak, "name"),
        region=", ".join(filter(None, region)),
        address=words(aimak, "address"),
        phones=tuple(map(str, phones)),
        is_demo=aimak.is_demo,
    )


@dataclass(frozen=True)
class Address:
    """An address of the portal, to be read by a telephone or typed."""

    url: str
    image: str


def address(site, name, *args):
    """`site` makes a whole address of a path."""
    url = site(reverse(name, args=args))
    return Address(url=url, image=code_dots(url))


def about(hearing):
    """What every paper says of its hearing."""
    title = words(hearing, "title")
    return {
        "hearing": hearing,
        "heading": title or Words(str(hearing.heading), active_language()),
        "place": words(hearing, "place"),
        "village": words(hearing.village, "name"),
    }
