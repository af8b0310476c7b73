"""The register of proposals: its sets by name, and what each page asks of them."""

from django.core.exceptions import ValidationError
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import JSONObject
from django.utils.translation import gettext

from hearings import receipts
from language.folding import fold
from language.search import SearchableQuerySet

from ..choices import (
    ACCEPTED,
    AWAITING_DECISION,
    DECIDED,
    NEEDS_MODERATION,
    NEVER_PUBLISHED,
    Status,
)
from ..count import TOTALS, ProposalCount, sums
from ..public import proposal_is_public
from ..step import ProposalStep
from .account import AccountSets, is_overdue

# The columns behind a row of a public list. A wide row costs more to ask for than to show.
_ROW = (
    "number",
    "kind",
    "text",
    "language",
    "summary_ky",
    "summary_ru",
    "summary_en",
    "sector",
    "status",
    "received_on",
    "hearing",
    # Read when the rows are those merged into another one; else each row would ask for it.
    "merged_into",
    "village__name_ky",
    "village__name_ru",
    "village__name_en",
)
_DECISION = (
    "decision__on",
    "decision__new_status",
    "decision__reason_code",
    "decision__reason_ky",
    "decision__reason_ru",
    "decision__reason_en",
)


_PAGE = (
    *_ROW,
    *_DECISION,
    "channel",
    "due_on",
    "from_group",
    "published_at",
    "deferred_to",
    "referred_to_ky",
    "referred_to_ru",
    "referred_to_en",
    "hearing__kind",
    "hearing__subject_year",
    "hearing__published_at",
    "hearing__title_ky",
    "hearing__title_ru",
    "hearing__title_en",
    "group__name_ky",
    "group__name_ru",
    "group__name_en",
    "merged_into__number",
    "merged_into__status",
    "merged_into__published_at",
)


# So many words of a text are enough to find what is alike; each costs a look through the register.
MOST_STEMS = 12


class ProposalQuerySet(AccountSets, SearchableQuerySet):
    def public(self):
        """What everybody may read: published once and not taken down since."""
        return self.filter(proposal_is_public())

    def awaiting_moderation(self):
        return self.filter(status__in=NEEDS_MODERATION)

    def awaiting_decision(self):
        return self.filter(status__in=AWAITING_DECISION)

    def accepted(self):
        return self.filter(status__in=ACCEPTED)

    def decided(self):
        return self.filter(status__in=DECIDED)

    def decided_in_years(self, first=None, last=None):
        """Those of which the latest decision was made in these years; None leaves an end open."""
        found = self if first is None else self.filter(decision__on__year__gte=first)
        return found if last is None else found.filter(decision__on__year__lte=last)

    def overdue(self, day=None):
        """Not yet decided although the day to answer has passed."""
        return self.filter(is_overdue(day))

    def heard(self):
        """What counts as received by a hearing: everything but what was not taken at all."""
        return self.exclude(status__in=NEVER_PUBLISHED | {Status.DECLINED, Status.WITHDRAWN})

    def numbered_until(self, year):
        """Those whose number was given in a year or before: 2026-00012 until 2026."""
        return self.filter(number__lt=f"{year + 1}-")

    def of_group(self, group):
        return self.filter(group=group)

    def newest_first(self):
        return self.order_by("-number")

    def newest_decisions(self):
        """With their decisions, in the order in which these were entered, the latest first."""
        # By the key of the decision, whose index spares sorting the register. Only what is decided
        # names one; its status need not be asked.
        decided = self.filter(decision__isnull=False).order_by("-decision_id")
        return decided.select_related("village", "decision").only(*_ROW, *_DECISION, "decision__at")

    def newest_with_totals(self, most):
        """The decisions for the latest days, and the `totals` of the register, in one query.

        The newest proposal is read with them, to carry the totals while nothing is decided.
        """
        # By the steps, whose index spares sorting the register. Each by itself, since PostgreSQL
        # looks a single key up where for a set of them it would read the register.
        steps = ProposalStep.objects.filter(Exists(self.filter(decision=OuterRef("pk"))))
        steps = steps.order_by("-on", "-pk").values("pk")
        wanted = Q(pk=Subquery(self.newest_first().values("pk")[:1]))
        for place in range(most):
            wanted |= Q(decision=Subquery(steps[place : place + 1]))
        rows = self.filter(wanted).annotate(totals=_totals())
        rows = rows.select_related("village", "decision").only(*_ROW, *_DECISION)
        rows = list(rows.order_by(F("decision__on").desc(nulls_last=True), "-decision_id"))
        totals = rows[0].totals if rows else dict.fromkeys(TOTALS, 0)
        return [row for row in rows if row.decision][:most], totals

    def with_context(self):
        """With what a list or a page shows beside the words, in one query."""
        return self.select_related("village", "hearing", "group", "decision")

    def for_lists(self):
        """With what one row of a public list shows, and nothing more."""
        return self.select_related("village").only(*_ROW)

    def for_page(self):
        """With what the public page of one proposal shows, and nothing more."""
        related = self.select_related("village", "hearing", "group", "decision", "merged_into")
        return related.only(*_PAGE)

    def with_signs(self):
        """Whether there are photos, votes and proposals that joined: few pages ask for them."""
        from ..files import ProposalPhoto
        from ..vote import HandVote

        photos = ProposalPhoto.objects.filter(proposal=OuterRef("pk"))
        merged = self.model.objects.filter(merged_into=OuterRef("pk"))
        votes = HandVote.objects.filter(proposal=OuterRef("pk"))
        return self.annotate(
            has_photos=Exists(photos), has_merged=Exists(merged), has_votes=Exists(votes)
        )

    def for_receipt(self, code):
        """The proposal of a receipt code, whatever its status; none for a wrong one."""
        return self.filter(receipt_digest__in=receipts.digests(code))

    def refuse_used_slip(self, slip_code):
        """A slip belongs to one proposal; the sentence names it."""
        earlier = self.for_receipt(slip_code).first() if slip_code else None
        if earlier is not None:
            raise ValidationError(
                {
                    "slip_code": gettext(
                        "The slip %(code)s already belongs to %(number)s. Look at the form again; "
                        "if the slip is lost, leave this field empty."
                    )
                    % {"code": receipts.printed(slip_code), "number": earlier.number}
                }
            )

    def sent_by_form(self, secret):
        """The proposal that the form of this secret made; none if it was never sent."""
        return self.filter(intent=receipts.intent(secret))

    def narrowed(
        self, *, q="", status="", sector="", village=None, kind="", hearing=None, group=None
    ):
        """The register narrowed by what a reader chose."""
        return self.search(q).having(
            status=status, sector=sector, village=village, kind=kind, hearing=hearing, group=group
        )

    def similar_to(self, text, limit=5):
        """Public proposals that speak of the same, the most alike first.

        Words count by their beginnings, since Kyrgyz and Russian endings change; at least two
        of them must be shared.
        """
        stems = _stems(fold(text), most=MOST_STEMS)
        if len(stems) < 2:
            return []
        found = self.public().holding_any(sorted(stems)).newest_first()[:200]
        shared = [(len(stems & _stems(each.search_text)), each) for each in found]
        shared = [pair for pair in shared if pair[0] >= 2]
        shared.sort(key=lambda pair: -pair[0])
        return [each for _count, each in shared[:limit]]

    def locked(self, pk):
        return self.select_for_update().get(pk=pk)


def _totals():
    """The totals of the register as one column of another query."""
    one_group = ProposalCount.objects.order_by().annotate(all=Value(1)).values("all")
    return Subquery(one_group.annotate(totals=JSONObject(**sums(TOTALS))).values("totals"))


def _stems(folded, most=None):
    """The beginnings of the longest words, which say most about what a text is about."""
    words = {word.strip(".,!?:;()«»\"'") for word in folded.split()}
    longest = sorted(words, key=lambda word: (-len(word), word))[:most]
    return {word[:5] for word in longest if len(word) >= 5}
