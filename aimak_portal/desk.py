"""The staff desk: Django's admin in the order of our floors, with what waits for somebody."""

from functools import partial

from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reports.answers import kept

from .persons import person_finder
from .roles import NAMES, role_of
from .signin.desk import GuardedDesk
from .translations import translation_list

READS_ALL = "groups.read_history"

# Apps and, within them, models in the order of the work; what is not named comes after.
APPS = ("hearings", "programs", "budget", "groups", "auth")
MODELS = (
    "Hearing",
    "Proposal",
    "Message",
    "LocalAct",
    "ReasonTemplate",
    "ConsentText",
    "Measure",
    "Program",
    "Award",
    "Partner",
    "Budget",
    "BudgetLine",
    "Amendment",
    "ClassificationCode",
    "BudgetUpload",
    "Aimak",
    "Village",
    "YearlyFigures",
    "InitiativeGroup",
    "Deputy",
    "Deletion",
    "PersonalAccess",
    "Erasure",
    "User",
)


class Desk(GuardedDesk):
    """What the staff of the aiyl okmotu sees after signing in."""

    site_title = site_header = index_title = _("Staff desk")
    # The lists need the width of an old screen; the front page names every list.
    enable_nav_sidebar = False

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        apps.sort(key=lambda app: _place(APPS, app["app_label"]))
        for app in apps:
            app["models"].sort(key=lambda model: _place(MODELS, model["object_name"]))
        return apps

    def get_urls(self):
        own = [
            path("translations/", self.admin_view(self.translations), name="translations"),
            path("persons/", self.admin_view(self.persons), name="persons"),
            path("changes/", self.admin_view(self.changes_view), name="changes"),
        ]
        return [*own, *super().get_urls()]

    def translations(self, request):
        return translation_list(self, request)

    def persons(self, request):
        return person_finder(self, request)

    def index(self, request, extra_context=None):
        lists = {
            "waiting": waiting(request.user),
            "reads_history": request.user.has_perm(READS_ALL),
        }
        return super().index(request, {**lists, **(extra_context or {})})

    def changes_view(self, request):
        """All changes of all records, for those who answer for them."""
        from groups.desk.changes import changes

        return changes(self, request)

    def role_label(self, user):
        """What readers who are told no names learn of a colleague."""
        return NAMES.get(role_of(user), "")


def _place(order, name):
    return order.index(name) if name in order else len(order)


def waiting(user):
    """What somebody must do today: how many, what, and where; None for who only reads."""
    lists = []
    if user.has_perm("hearings.change_hearing"):
        lists += _hearings()
    if user.has_perm("hearings.change_proposal"):
        lists += _words()
    if user.has_perm("hearings.stop_message"):
        lists += _unsent()
    if user.has_perm("programs.move_measure"):
        lists += _deeds()
    if user.has_perm("budget.execute_budget"):
        lists += _money()
    if not lists:
        return None
    return kept(partial(_counted, lists), "waiting", [url for _rows, _label, url in lists])


def _counted(lists):
    """The lists in which something waits. In a large record counting them takes a while."""
    return [
        {"count": count, "label": label, "url": url}
        for rows, label, url in lists
        if (count := rows.count())
    ]


def _hearings():
    from hearings.models import Hearing

    hearings = reverse("admin:hearings_hearing_changelist")
    return [
        (
            Hearing.objects.awaiting_announcement(),
            gettext("Hearings to be announced"),
            f"{hearings}?waits=announcement",
        ),
        (
            Hearing.objects.awaiting_minutes(),
            gettext("Hearings held, minutes to follow"),
            f"{hearings}?waits=minutes",
        ),
        (
            Hearing.objects.awaiting_signature(),
            gettext("Minutes entered, to be signed"),
            f"{hearings}?waits=signature",
        ),
    ]


def _words():
    from hearings.models import Proposal

    proposals = reverse("admin:hearings_proposal_changelist")
    return [
        (
            Proposal.objects.awaiting_moderation(),
            gettext("To be checked before publishing"),
            f"{proposals}?waits=moderation",
        ),
        (
            Proposal.objects.awaiting_decision(),
            gettext("Waiting for a decision"),
            f"{proposals}?waits=decision",
        ),
        (Proposal.objects.overdue(), gettext("Overdue"), f"{proposals}?waits=overdue"),
    ]


def _unsent():
    from hearings.models import Message

    messages = reverse("admin:hearings_message_changelist")
    given_up = Message.Status.GIVEN_UP
    return [
        (
            Message.objects.given_up(),
            gettext("Messages that could not be sent"),
            f"{messages}?status__exact={given_up}",
        )
    ]


def _deeds():
    from budget.admin.filters import unanswered_proposals
    from programs.admin.filters import silent_measures

    proposals = reverse("admin:hearings_proposal_changelist")
    measures = reverse("admin:programs_measure_changelist")
    return [
        (
            unanswered_proposals(),
            gettext("Accepted proposals without a measure or a budget line"),
            f"{proposals}?answered=no",
        ),
        (
            silent_measures(),
            gettext("Measures without progress for a quarter"),
            f"{measures}?progress=none",
        ),
    ]


def _money():
    from budget.admin.filters import owing_a_quarter, unapproved_budgets

    budgets = reverse("admin:budget_budget_changelist")
    return [
        (
            unapproved_budgets(),
            gettext("Draft budgets, not approved yet"),
            f"{budgets}?waits=approval",
        ),
        (
            owing_a_quarter(),
            gettext("Budgets with a quarter to record"),
            f"{budgets}?waits=quarter",
        ),
    ]
