"""Atom feeds: what is new at the hearings, and what was decided on the proposals."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from groups.models import Aimak
from hearings.models import HearingStep, Proposal
from language.printable import printable
from language.texts import active_language, in_language
from reports.open_data.licence import LICENCE

LATEST = 50
# The year from which the ids of these feeds are given (RFC 4151); it never changes.
_SINCE = 2026
_NEVER = datetime.fromtimestamp(0, UTC)


def lasting_id(place):
    """A name of something that stays when its address changes, in the reader's language."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"tag:{host},{_SINCE}:{active_language()}/{place}"


class CleanAtom(Atom1Feed):
    """Atom that holds whatever people typed, and that is the same as long as nothing changes."""

    def __init__(self, title, link, description, **others):
        author = printable(others.pop("author_name", None) or "")
        super().__init__(
            printable(title), link, printable(description), author_name=author, **others
        )

    def add_item(self, title, link, description, **others):
        super().add_item(printable(title), link, printable(description), **others)

    def latest_post_date(self):
        """An empty feed tells nothing of today; else every look at it would find it changed."""
        return super().latest_post_date() if self.items else _NEVER


class _News(Feed):
    """What all our feeds say of themselves. The author is the municipality, never a colleague."""

    feed_type = CleanAtom
    feed_copyright = item_copyright = LICENCE

    def get_object(self, request):
        return Aimak.objects.for_frame()

    def author_name(self, aimak):
        return in_language(aimak, "name")[0] or str(aimak)

    def __call__(self, request, *args, **kwargs):
        response = super().__call__(request, *args, **kwargs)
        # A decision taken back makes the feed older: only its content tells whether it changed.
        del response.headers["Last-Modified"]
        return response


class HearingsFeed(_News):
    """Hearings announced, moved and cancelled, and their results, one entry for each deed."""

    link = reverse_lazy("hearings:hearing_list")
    description_template = "reports/feeds/hearing_step.html"

    def feed_guid(self):
        return lasting_id("hearings")

    def title(self, aimak):
        return _("Public hearings: %(aimak)s") % {"aimak": self.author_name(aimak)}

    def subtitle(self):
        return _("Hearings announced, moved and cancelled, and their results.")

    def items(self):
        return HearingStep.objects.public().news().for_news().newest_first()[:LATEST]

    def item_title(self, step):
        hearing = step.hearing
        title = in_language(hearing, "title")[0] or hearing.heading
        return _titles()[step.verb] % {"title": title}

    def item_link(self, step):
        return step.hearing.get_absolute_url()

    def item_guid(self, step):
        return lasting_id(f"hearings/{step.hearing_id}/{step.pk}")

    def item_pubdate(self, step):
        return step.at

    def item_updateddate(self, step):
        return step.told_at


def _titles():
    verbs = HearingStep.Verb
    return {
        verbs.ANNOUNCED: _("Hearing announced: %(title)s"),
        verbs.MOVED: _("Hearing moved: %(title)s"),
        verbs.CANCELLED: _("Hearing cancelled: %(title)s"),
        verbs.RECORDED: _("Results of the hearing: %(title)s"),
    }


class DecisionsFeed(_News):
    """Decisions on proposals, each with its reason, in the order in which they were entered."""

    link = reverse_lazy("hearings:proposal_list")
    description_template = "reports/feeds/decision.html"

    def feed_guid(self):
        return lasting_id("decisions")

    def title(self, aimak):
        return _("Decisions on proposals: %(aimak)s") % {"aimak": self.author_name(aimak)}

    def subtitle(self):
        return _("Every decision with its reason.")

    def items(self):
        return Proposal.objects.public().newest_decisions()[:LATEST]

    def item_title(self, proposal):
        return _("%(decision)s: %(number)s, %(words)s") % {
            "decision": proposal.decision.get_new_status_display(),
            "number": proposal.number,
            "words": in_language(proposal, "summary")[0] or proposal.beginning,
        }

    def item_guid(self, proposal):
        return lasting_id(f"proposals/{proposal.number}/{proposal.decision_id}")

    def item_pubdate(self, proposal):
        return proposal.decision.at

    item_updateddate = item_pubdate
