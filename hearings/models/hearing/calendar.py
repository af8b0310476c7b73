"""The calendar of hearings: its sets by name, and what each page asks of them."""

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from language.search import SearchableQuerySet

from ..public import hearing_is_public


def _in_each_language(*fields):
    return [f"{field}_{code}" for field in fields for code, _name in settings.LANGUAGES]


# The columns behind a row of a list and behind a page; a wide row costs more to ask for than to
# show.
_ROW = (
    "kind",
    "subject_year",
    "starts_at",
    "published_at",
    "cancelled_at",
    "proposals_from",
    "proposals_until",
    *_in_each_language("title", "place", "village__name"),
    "minutes__participants",
    "minutes__women",
    "minutes__items_received",
    "minutes__accepted",
)
_FIGURES = (
    "men",
    "from_groups",
    "youth",
    "proposals_received",
    "questions_received",
    "items_from_groups",
)
_PAGE = (
    "announced_on",
    *_in_each_language("notice", "agenda", "minutes__summary", "minutes__discrepancy"),
    *(f"minutes__{name}" for name in _FIGURES),
    "minutes__signed_at",
)


class HearingQuerySet(SearchableQuerySet):
    def public(self):
        """Hearings that everybody may see: announced ones, also cancelled, and past ones."""
        return self.filter(hearing_is_public())

    def upcoming(self, now=None):
        """Announced, not cancelled and not yet begun, the nearest first."""
        now = now or timezone.now()
        return (
            self.public()
            .filter(cancelled_at__isnull=True, starts_at__gt=now)
            .order_by("starts_at", "pk")
        )

    def past(self, now=None):
        """Public hearings that are not to come: held, cancelled, or of unknown date."""
        now = now or timezone.now()
        return self.public().exclude(cancelled_at__isnull=True, starts_at__gt=now)

    def recorded(self):
        """Hearings whose results are entered."""
        return self.public().filter(minutes__isnull=False)

    def awaiting_announcement(self, now=None):
        """Drafts of hearings to come, or of unknown date, that nobody has announced yet."""
        now = now or timezone.now()
        to_come = Q(starts_at__isnull=True) | Q(starts_at__gt=now)
        return self.filter(to_come, published_at__isnull=True)

    def awaiting_minutes(self, now=None):
        """Hearings that were held and whose figures nobody has entered yet."""
        return self.past(now).filter(cancelled_at__isnull=True, minutes__isnull=True)

    def awaiting_signature(self):
        """Hearings whose results are entered and whose minutes are not signed yet."""
        return self.recorded().filter(minutes__signed_at__isnull=True)

    def newest_first(self):
        """By date, the latest first. Hearings of unknown date stand at the end, by subject year."""
        return self.order_by(
            F("starts_at").desc(nulls_last=True), F("subject_year").desc(nulls_last=True), "-pk"
        )

    def taking_proposals(self, now=None):
        """Announced hearings whose window for proposals is open, the nearest first."""
        now = now or timezone.now()
        today = timezone.localdate(now)
        return self.upcoming(now).filter(
            Q(proposals_from__isnull=True) | Q(proposals_from__lte=today),
            Q(proposals_until__isnull=True) | Q(proposals_until__gte=today),
            minutes__isnull=True,
        )

    def of_village(self, village):
        return self.filter(village=village)

    def of_kind(self, kind):
        return self.filter(kind=kind)

    def in_years(self, first=None, last=None):
        """Those whose day lies in these years (of Bishkek); the unknown day lies in none."""
        found = self.filter(starts_at__isnull=False)
        if first is not None:
            found = found.filter(starts_at__year__gte=first)
        return found if last is None else found.filter(starts_at__year__lte=last)

    def dated(self):
        """Hearings of which the day is known."""
        return self.filter(starts_at__isnull=False)

    def undated(self):
        """Hearings of which no paper states the day."""
        return self.filter(starts_at__isnull=True)

    def with_village(self):
        return self.select_related("village", "minutes")

    def for_lists(self):
        """With what one row of a list of hearings shows, and nothing more."""
        return self.with_village().only(*_ROW)

    def for_reports(self):
        """With every figure that a report adds up."""
        figures = (f"minutes__{name}" for name in _FIGURES)
        return self.with_village().only(*_ROW, "announced_on", *figures)

    def for_news(self):
        """With what is told about a hearing elsewhere: in a feed, in somebody's calendar."""
        return self.with_village().only(*_ROW, *_in_each_language("agenda"))

    def with_steps(self):
        """With all that was done to each, in one query more."""
        return self.prefetch_related("steps")

    def dated_since(self, moment):
        """Hearings of this moment and later, the nearest first; the undated are not among them."""
        return self.filter(starts_at__gte=moment).order_by("starts_at", "pk")

    def for_search(self):
        """With what search shows of one: a row of a list, and the words it was found by."""
        minutes = _in_each_language("minutes__summary")
        found = self.with_village().only(*_ROW, *self.model.searched_columns(), *minutes)
        return found.prefetch_related("documents")

    def for_page(self):
        """With what the public page of one hearing shows, and nothing more."""
        from ..posting import Posting
        from ..vote import HandVote

        votes = HandVote.objects.filter(hearing=OuterRef("pk"))
        postings = Posting.objects.filter(hearing=OuterRef("pk"))
        page = self.with_village().only(*_ROW, *_PAGE)
        return page.annotate(has_votes=Exists(votes), has_postings=Exists(postings))
