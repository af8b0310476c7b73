"""Who may do what: the four roles of the staff desk, as one table.

A role is a permission group of Django. `sync_roles` makes the groups hold exactly what stands
here, so that the table and the database never tell different stories.
"""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

READ = ("view",)
KEEP = ("view", "add", "change")
ALL = ("view", "add", "change", "delete")

# The record of the municipality: what may be done with it, by role.
PEOPLE = (
    "groups.aimak",
    "groups.contactphone",
    "groups.earliername",
    "groups.legalreference",
    "groups.village",
    "groups.yearlyfigures",
    "groups.initiativegroup",
    "groups.member",
    "groups.deputy",
)
WORDS = (
    "hearings.hearing",
    "hearings.hearingdocument",
    "hearings.minutes",
    "hearings.posting",
    "hearings.proposal",
    "hearings.proposalphoto",
    "hearings.localact",
)
DEEDS = (
    "programs.program",
    "programs.programsector",
    "programs.partner",
    "programs.measure",
    "programs.contribution",
    "programs.result",
    "programs.measurephoto",
    "programs.award",
)
MONEY = ("budget.budget", "budget.budgetline", "budget.classificationcode")
# What the doors of a budget leave behind: read by everybody at the desk, changed by nobody.
AMENDED = ("budget.amendment",)
UPLOADED = ("budget.budgetupload",)
PERSONAL = ("hearings.proposer",)
# Who looked at personal data and what was erased: read, never changed.
PRIVACY = ("groups.personalaccess", "groups.erasure")
# Messages are written and sent by the portal itself; staff read, stop and repeat them.
OUTBOX = ("hearings.message",)
CONSENT = ("hearings.consenttext",)
REASONS = ("hearings.reasontemplate",)
ACCOUNTS = ("auth.user",)

NAMES = {
    "clerk": _("Clerk of the aiyl okmotu"),
    "treasurer": _("Finance and economy department"),
    "head": _("Head of the aiyl okmotu"),
    "deputy": _("Deputy of the aiyl kenesh"),
}
EXPLAINED = {
    "clerk": _(
        "Announces hearings, enters minutes and proposals from paper, checks proposals, enters "
        "decisions, and keeps programmes and measures. Reads the budget."
    ),
    "treasurer": _(
        "Keeps the budget: drafts, amendments, execution by quarter. Reads hearings, proposals, "
        "programmes and groups; enters and corrects resolutions."
    ),
    "head": _(
        "Does all that a clerk and the finance department do, signs minutes, approves the budget, "
        "erases personal data and keeps the staff accounts."
    ),
    "deputy": _("Reads what is published; sees no personal data."),
}


def _may(actions, *lists):
    for names in lists:
        for name in names:
            app, model = name.split(".")
            yield from (f"{app}.{action}_{model}" for action in actions)


# What was deleted: one's own deletions, all of them for who reads all history.
TRASH = ("groups.deletion",)

READER = {*_may(READ, PEOPLE, WORDS, DEEDS, MONEY, AMENDED)}
CLERK = READER | {
    *_may(ALL, PEOPLE, WORDS, DEEDS, PERSONAL, CONSENT, REASONS),
    *_may(READ, OUTBOX, TRASH),
    "hearings.stop_message",
    "hearings.announce_hearing",
    "hearings.moderate_proposal",
    "hearings.decide_proposal",
    "programs.move_measure",
}
TREASURER = READER | {
    *_may(ALL, MONEY),
    *_may(READ, UPLOADED, TRASH),
    "hearings.add_localact",
    "hearings.change_localact",
    "budget.amend_budget",
    "budget.execute_budget",
}
ROLES = {
    "clerk": CLERK,
    "head": CLERK
    | TREASURER
    | {
        "hearings.sign_minutes",
        "budget.approve_budget",
        "groups.erase_person",
        "groups.read_history",
        *_may(KEEP, ACCOUNTS),
        *_may(READ, PRIVACY),
    },
    "treasurer": TREASURER,
    "deputy": READER,
}
# What only the head may: signing, approving, accounts. Nobody does it with a password alone.
STRONG = tuple(sorted(ROLES["head"] - CLERK - TREASURER))


@transaction.atomic
def sync_roles():
    """Make each role's group hold exactly the permissions of the table."""
    known = {
        f"{each.content_type.app_label}.{each.codename}": each
        for each in Permission.objects.select_related("content_type")
    }
    for role, names in ROLES.items():
        group, _new = Group.objects.get_or_create(name=role)
        # A misspelt name is loud: a role must not silently lose a right.
        group.permissions.set([known[name] for name in names])


def role_of(user):
    """The role of an account, or an empty text."""
    names = {group.name for group in user.groups.all()}
    return next((role for role in ROLES if role in names), "")


def may_grant(user, role):
    """Nobody hands out a right that is not their own."""
    return user.is_superuser or ROLES[role] <= user.get_all_permissions()


def may_manage(user, account):
    """Nobody changes the account, or the password, of somebody who may do more."""
    if user.is_superuser:
        return True
    if account.is_superuser:
        return False
    return _rights(account) <= user.get_all_permissions()


def _rights(account):
    """All rights of the account, also while it is switched off."""
    own = Permission.objects.filter(Q(user=account) | Q(group__user=account)).order_by()
    pairs = own.values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in pairs}
