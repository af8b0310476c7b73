"""What comes back from a page of many rows, and what became of them."""

from dataclasses import dataclass, field

from django.core import signing

from . import seen
from .doors import all_marks

# Longer keys no database gives out.
LONGEST_KEY = 18
_PREVIEWED = "_previewed"


@dataclass
class Asked:
    """The rows that a page lists, those that are ticked, and how they were shown."""

    listed: list
    ticked: set
    # By key: the mark of all that was stored, and where it stood, in a word.
    seen: dict = field(default_factory=dict)
    sent: str = ""
    content: str = ""
    previewed: str = ""
    wants_it_done: bool = False

    @classmethod
    def of(cls, request):
        if request.method != "POST":
            listed = _keys(request.GET.get("rows", ""))
            return cls(listed, set(listed))
        post = request.POST
        listed = _keys(post.get("rows", ""))
        ticked = {key for text in post.getlist("row") for key in _keys(text)}
        sent = post.get(seen.FIELD, "")
        return cls(
            listed,
            ticked & set(listed),
            seen=_read(sent),
            sent=sent,
            content=_content(post),
            previewed=post.get(_PREVIEWED, ""),
            wants_it_done="_go" in post,
        )

    @staticmethod
    def sign(records, door):
        """What the page carries to know later how its rows were shown."""
        rows = [[record.pk, together_mark(record), str(door.state(record))] for record in records]
        return signing.dumps(rows, salt=seen.SALT, compress=True)

    def token(self):
        """A mark that just this, typed and ticked like this, was shown before it is done."""
        return seen.mark("previewed", self.content)

    @property
    def was_previewed(self):
        return self.wants_it_done and self.previewed == self.token()


@dataclass
class Effect:
    """What the door said to each row: how it changes, or why it does not."""

    changes: dict = field(default_factory=dict)
    refusals: dict = field(default_factory=dict)
    raised: dict = field(default_factory=dict)
    lines: list = field(default_factory=list)

    def add(self, record, change):
        self.changes[record.pk] = change

    def refuse(self, record, refusal):
        self.raised[record.pk] = refusal
        self.refusals[record.pk] = refusal.messages


def together_mark(record):
    """One mark of all that is stored of a record."""
    return seen.mark("row", sorted(all_marks(record).items()))


def _read(text):
    try:
        rows = signing.loads(text, salt=seen.SALT)
        return {key: (mark, state) for key, mark, state in rows}
    except (signing.BadSignature, TypeError, ValueError):
        return {}


def _keys(text):
    parts = [part for part in text.split(",") if part.isascii() and part.isdigit()]
    return list(dict.fromkeys(int(part) for part in parts if len(part) <= LONGEST_KEY))


def _content(post):
    """What was typed and ticked, without the buttons and the marks of the page itself."""
    return repr(
        sorted(
            (name, sorted(values))
            for name, values in post.lists()
            if not name.startswith("_") and name != "csrfmiddlewaretoken"
        )
    )
