"""A register of a thousand proposals, walked through the same doors as everybody's words.

Then the money: see `bench.money`.
"""

import io
import random
from datetime import timedelta

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from bench import money
from groups.models import Village
from hearings import receipts
from hearings.models import Hearing, Proposal

PROPOSALS = 1000

TEXTS = {
    "ky": "Айылыбыздын борбордук көчөсүнө жарык орнотулса, балдар мектептен коопсуз кайтышат.",
    "ru": "Отремонтировать дорогу к школе и поставить знаки: весной по ней нельзя проехать.",
    "en": "Repair the water pipe of the upper street, which has been dry every summer.",
}


def fill(amount=PROPOSALS):
    """Loads the demonstration, then proposals until the register is as long as it should be."""
    call_command("migrate", verbosity=0)
    call_command("load_demo", "--if-empty", "--sample", stdout=io.StringIO())
    chance = random.Random(1)  # the same register every time
    villages = list(Village.objects.all())
    # Minutes that report how many items they had take no more than so many.
    hearings = list(Hearing.objects.filter(minutes__items_received__isnull=True))
    with transaction.atomic():
        for number in range(amount - Proposal.objects.public().count()):
            publish_one(number, chance, villages, hearings)
        money.Filling(chance).fill()


def publish_one(number, chance, villages, hearings):
    language = chance.choice(sorted(TEXTS))
    proposal, _new = Proposal.submit(
        secret=receipts.new_secret(),
        text=f"{TEXTS[language]} ({number})",
        language=language,
        village=chance.choice(villages),
        hearing=chance.choice(hearings),
        sector=chance.choice(Proposal.Sector.values),
        channel=Proposal.Channel.PAPER,
        received_on=timezone.localdate() - timedelta(days=chance.randrange(300)),
    )
    proposal.publish(by=None)
    if chance.random() < 0.5:
        proposal.decide(Proposal.Status.IN_BUDGET, by=None, reason="Киргизилди. Включено.")


def addresses():
    """The pages that are measured, by name: the fullest hearing, a proposal with a decision."""
    proposal = Proposal.objects.public().decided().newest_first().first()
    hearing = max(Hearing.objects.all(), key=lambda one: one.proposals.public().count())
    return {
        "register of proposals": "/ky/proposals/",
        "one proposal": f"/ky/proposals/{proposal.number}/",
        "hearings": "/ky/hearings/",
        "one hearing": f"/ky/hearings/{hearing.pk}/",
        "home": "/ky/",
        **money.addresses(),
    }
