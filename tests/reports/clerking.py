"""A thousand deeds at the register, at random, through its doors, and plain books beside them."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from groups.models import Village
from hearings import receipts
from hearings.models import Proposal

WHY = {"ky": "Себеби бар.", "ru": "Есть причина.", "en": "There is a reason."}
VILLAGES = 3
# So many are taken in before anything else is done.
FIRST = 20
SECTORS = ("water", "roads", "schools")
ACCEPTED = {"in_budget", "in_program", "in_progress", "implemented"}
DECIDED = ACCEPTED | {"deferred", "rejected", "referred", "merged", "answered"}
# What no door leads to before everybody may read it.
UNPUBLISHED = {"submitted", "returned", "withdrawn", "declined"}


@dataclass
class Page:
    """What the books say of one proposal."""

    village: int
    sector: str
    status: str = "submitted"
    is_published: bool = False

    @property
    def is_public(self):
        return self.is_published and self.status != "declined"


@dataclass
class Register:
    """The books, by the number of the proposal."""

    pages: dict = field(default_factory=dict)

    def public(self, **wanted):
        return [
            page
            for page in self.pages.values()
            if page.is_public and all(getattr(page, key) == value for key, value in wanted.items())
        ]

    def counts(self, **wanted):
        """Received, decided, accepted, implemented."""
        statuses = [page.status for page in self.public(**wanted)]
        sets = (DECIDED, ACCEPTED, {"implemented"})
        return [len(statuses), *(sum(status in each for status in statuses) for each in sets)]


class Clerk:
    """Somebody who takes in, publishes, decides, takes down and carries out, as chance has it."""

    def __init__(self, chance, user):
        self.chance, self.user, self.books = chance, user, Register()
        self.done = self.refused = 0
        self.villages = [Village.objects.create(name_ky=f"Айыл {n}") for n in range(VILLAGES)]

    def work(self, operations):
        while self.done < operations:
            deed = self.chance.choice(DEEDS) if len(self.books.pages) > FIRST else Clerk.take_in
            deed(self)
        return self

    def take_in(self):
        page = Page(self.chance.choice(self.villages).pk, self.chance.choice(SECTORS))
        proposal, _new = Proposal.submit(
            secret=receipts.new_secret(),
            text=f"Суу керек, {len(self.books.pages)}",
            language="ky",
            village_id=page.village,
            sector=page.sector,
        )
        self.books.pages[proposal.number] = page
        self.done += 1

    def move(self, door, status, **values):
        """Lead any proposal through a door; what the door refuses changes nothing."""
        number = self.chance.choice(list(self.books.pages))
        proposal = Proposal.objects.get(number=number)
        try:
            with transaction.atomic():
                getattr(proposal, door)(*values.pop("args", ()), by=self.user, **values)
        except ValidationError:
            self.refused += 1
            return
        self.done += 1
        page = self.books.pages[number]
        page.status = status
        page.is_published = door != "restore" and (page.is_published or status not in UNPUBLISHED)

    def publish(self):
        self.move("publish", "published")

    def give_back(self):
        self.move("return_for_clarification", "returned", reason=WHY)

    def decline(self):
        self.move("decline", "declined", reason=WHY, reason_code="insults")

    def restore(self):
        self.move("restore", "submitted")

    def review(self):
        self.move("start_review", "under_review", reason=WHY)

    def include(self):
        status = self.chance.choice(["in_budget", "in_program"])
        self.move("decide", status, args=(status,), reason=WHY)

    def reject(self):
        self.move("decide", "rejected", args=("rejected",), reason=WHY, reason_code="no_money")

    def defer(self):
        self.move("decide", "deferred", args=("deferred",), reason=WHY, deferred_to=2030)

    def begin(self):
        self.move("start_work", "in_progress")

    def complete(self):
        self.move("complete", "implemented")

    def withdraw(self):
        if self.chance.random() < 0.2:
            self.move("withdraw", "withdrawn", reason=WHY)


DEEDS = [
    Clerk.take_in,
    Clerk.publish,
    Clerk.publish,
    Clerk.give_back,
    Clerk.decline,
    Clerk.restore,
    Clerk.review,
    Clerk.include,
    Clerk.include,
    Clerk.reject,
    Clerk.defer,
    Clerk.begin,
    Clerk.complete,
    Clerk.withdraw,
]
