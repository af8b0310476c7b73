"""The closed lists of this floor, in the words of the glossary."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sector(models.TextChoices):
    """What a proposal is about, in the terms of the aimak's programme."""

    WATER = "water", _("Drinking water")
    SCHOOLS = "schools", _("Schools")
    KINDERGARTENS = "kindergartens", _("Kindergartens")
    ROADS = "roads", _("Roads and bridges")
    TRANSPORT = "transport", _("Transport")
    LIGHTING = "lighting", _("Street lighting")
    CULTURE = "culture", _("Culture, libraries and leisure")
    SPORT = "sport", _("Sport and youth")
    HEALTH = "health", _("Health")
    SOCIAL = "social", _("Social support")
    ENVIRONMENT = "environment", _("Cleanliness and environment")
    DISASTERS = "disasters", _("Protection from floods and mudflows")
    AGRICULTURE = "agriculture", _("Agriculture and pastures")
    OTHER = "other", _("Other")


class Channel(models.TextChoices):
    """How a proposal reached the aiyl okmotu."""

    ONLINE = "online", _("On the site")
    HEARING = "hearing", _("At the hearing")
    GROUP_MEETING = "group_meeting", _("At a meeting of an initiative group")
    PAPER = "paper", _("On paper")
    PHONE = "phone", _("By phone")


class Status(models.TextChoices):
    """Where a proposal stands. Only the doors of `Proposal` change it."""

    SUBMITTED = "submitted", _("Being checked")
    RETURNED = "returned", _("Needs clarification")
    DECLINED = "declined", _("Not published")
    PUBLISHED = "published", _("Published")
    UNDER_REVIEW = "under_review", _("Under review")
    AT_HEARING = "at_hearing", _("Put to the hearing")
    IN_BUDGET = "in_budget", _("Included in the budget")
    IN_PROGRAM = "in_program", _("Included in the SEDP")
    DEFERRED = "deferred", _("Deferred")
    REJECTED = "rejected", _("Rejected")
    REFERRED = "referred", _("Referred to another body")
    MERGED = "merged", _("Merged with another proposal")
    ANSWERED = "answered", _("Answered")
    IN_PROGRESS = "in_progress", _("In progress")
    IMPLEMENTED = "implemented", _("Implemented")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    NOT_STATED = "not_stated", _("Outcome not stated")


class RefusalReason(models.TextChoices):
    """Why a proposal was not published or was rejected; counted in the deputies' reports."""

    COMPETENCE = "competence", _("Not within the powers of the aimak")
    NO_MONEY = "no_money", _("No money in the budget")
    NOT_FEASIBLE = "not_feasible", _("Technically not possible")
    AGAINST_LAW = "against_law", _("Against the law")
    ALREADY_DONE = "already_done", _("Already done or already planned")
    NO_SUPPORT = "no_support", _("Not supported at the hearing")
    NOT_A_PROPOSAL = "not_a_proposal", _("Not a proposal to the aimak")
    INSULTS = "insults", _("Insults or somebody's personal data")
    OTHER = "other", _("Another reason")


# Groups of states, named once.
NEEDS_MODERATION = frozenset({Status.SUBMITTED})
AWAITING_DECISION = frozenset({Status.PUBLISHED, Status.UNDER_REVIEW, Status.AT_HEARING})
ACCEPTED = frozenset({Status.IN_BUDGET, Status.IN_PROGRAM, Status.IN_PROGRESS, Status.IMPLEMENTED})
DECISIONS = frozenset(
    {
        Status.IN_BUDGET,
        Status.IN_PROGRAM,
        Status.DEFERRED,
        Status.REJECTED,
        Status.REFERRED,
        Status.MERGED,
        Status.ANSWERED,
    }
)
DECIDED = DECISIONS | {Status.IN_PROGRESS, Status.IMPLEMENTED}
NEVER_PUBLISHED = frozenset({Status.SUBMITTED, Status.RETURNED})
# Nothing more is expected from either side.
CLOSED = (DECISIONS - {Status.IN_BUDGET, Status.IN_PROGRAM, Status.DEFERRED}) | {
    Status.IMPLEMENTED,
    Status.WITHDRAWN,
    Status.DECLINED,
    Status.NOT_STATED,
}
# Changes that the municipality must explain to the proposer and to everyone.
EXPLAINED = DECISIONS | {Status.RETURNED, Status.DECLINED}
# Steps about which the proposer gets a message, where an address was given.
TOLD = EXPLAINED | {Status.PUBLISHED, Status.IN_PROGRESS, Status.IMPLEMENTED}
# Refusals are counted by their kind in the deputies' reports.
REFUSALS = frozenset({Status.REJECTED, Status.DECLINED})

# What the municipality may take back for a short while after a slip of the hand.
TAKEN_BACK = DECISIONS | {
    Status.PUBLISHED,
    Status.RETURNED,
    Status.DECLINED,
    Status.AT_HEARING,
}

_OPEN = {Status.UNDER_REVIEW, Status.AT_HEARING, Status.WITHDRAWN, Status.DECLINED} | DECISIONS

# From where to where each door may lead (domain.md §2).
WAYS = {
    Status.SUBMITTED: {
        Status.PUBLISHED,
        Status.RETURNED,
        Status.DECLINED,
        Status.WITHDRAWN,
        Status.NOT_STATED,
    },
    Status.RETURNED: {Status.SUBMITTED, Status.DECLINED, Status.WITHDRAWN},
    Status.DECLINED: {Status.SUBMITTED},
    Status.PUBLISHED: _OPEN,
    Status.UNDER_REVIEW: _OPEN - {Status.UNDER_REVIEW},
    Status.AT_HEARING: _OPEN - {Status.AT_HEARING},
    Status.IN_BUDGET: {Status.UNDER_REVIEW, Status.IN_PROGRESS},
    Status.IN_PROGRAM: {Status.UNDER_REVIEW, Status.IN_BUDGET, Status.IN_PROGRESS},
    Status.DEFERRED: {Status.UNDER_REVIEW},
    Status.REJECTED: {Status.UNDER_REVIEW},
    Status.REFERRED: {Status.UNDER_REVIEW},
    Status.MERGED: {Status.UNDER_REVIEW},
    Status.ANSWERED: {Status.UNDER_REVIEW},
    Status.IN_PROGRESS: {Status.IMPLEMENTED, Status.UNDER_REVIEW},
    Status.IMPLEMENTED: {Status.UNDER_REVIEW},
    Status.WITHDRAWN: set(),
    Status.NOT_STATED: {Status.UNDER_REVIEW},
}
