"""The receipt code: what a citizen without e-mail or telephone holds, and nobody else can guess."""

import logging
import math

import pytest
import time_machine
from django.apps import apps
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from hearings import receipts
from hearings.models import AttemptCount, Proposal
from hearings.views import tracking
from tests.hearings.pages import Page


@pytest.fixture
def secret():
    return receipts.new_secret()


@pytest.fixture
def tracked(submit, secret):
    """A proposal whose code is known here."""
    return submit(secret=secret)


@pytest.fixture
def code(tracked, secret):
    return receipts.code_from(secret)


@pytest.fixture
def ask(client, db):
    """Enter a code on the tracking page, from a network address."""

    def ask(typed, address="203.0.113.7", **more):
        sent = {"code": typed} | more
        return Page(client.post(reverse("hearings:proposal_track"), sent, REMOTE_ADDR=address))

    return ask


def found(page):
    return page.response.context["proposal"] is not None


# How it is kept


def test_only_a_keyed_digest_is_stored(tracked, secret, code):
    stored = [
        str(value)
        for model in apps.get_models(include_auto_created=True)
        for row in model._base_manager.values_list()
        for value in row
    ]

    assert tracked.number in stored
    assert receipts.digest(code) in stored
    for hidden in (code, code.lower(), receipts.printed(code), secret):
        assert not any(hidden in value for value in stored)


def test_whoever_reads_the_database_cannot_check_a_guess_without_the_key(tracked, code):
    import hashlib

    plain = {
        hashlib.new(name, code.encode()).hexdigest() for name in ("md5", "sha1", "sha256", "sha512")
    }

    assert tracked.receipt_digest not in plain
    assert len(tracked.receipt_digest) == 64


def test_a_code_is_found_after_the_portals_key_was_changed(tracked, code, settings, ask):
    old, settings.SECRET_KEY = settings.SECRET_KEY, "a new key of the portal, long enough to be one"
    settings.SECRET_KEY_FALLBACKS = [old]

    assert Proposal.objects.for_receipt(code).get() == tracked
    assert found(ask(code))


def test_without_the_key_before_it_is_not_found(tracked, code, settings, ask):
    settings.SECRET_KEY = "a new key of the portal, long enough to be one"

    assert not Proposal.objects.for_receipt(code).exists()
    assert not found(ask(code))


def test_the_receipt_shows_the_working_code_although_the_key_was_changed(
    citizen, client, settings, ask
):
    citizen.send()
    before = Page(client.get(reverse("hearings:proposal_sent"))).response.context["code"]
    old, settings.SECRET_KEY = settings.SECRET_KEY, "a new key of the portal, long enough to be one"
    settings.SECRET_KEY_FALLBACKS = [old]

    after = Page(client.get(reverse("hearings:proposal_sent"))).response.context["code"]

    assert after == before
    assert found(ask(after))


def test_a_new_receipt_makes_the_old_one_useless(tracked, code, ask):
    new = tracked.reissue_receipt()

    assert not found(ask(code))
    assert found(ask(new))


def test_the_page_of_the_old_receipt_no_longer_shows_its_code(citizen, client):
    citizen.send()
    Proposal.objects.get().reissue_receipt()

    response = client.get(reverse("hearings:proposal_sent"))

    assert response.status_code == 302
    assert response["Location"] == reverse("hearings:proposal_track")


# Guessing


@pytest.fixture
def clock():
    # Attempts are counted by the hour: the tests begin well within one.
    with time_machine.travel(timezone.now().replace(minute=5), tick=False) as clock:
        yield clock


@pytest.fixture
def wrong(clock):
    """Codes as well formed as any, which nobody was given."""
    return iter([receipts.printed(receipts.code_from(f"guess {number}")) for number in range(999)])


def without_what_was_typed(page):
    kept = page.fields.get("code", "")
    html = page.html.replace(kept, "") if kept else page.html
    token = page.fields.get("csrfmiddlewaretoken")
    return html.replace(token, "") if token else html


def test_wrong_old_and_malformed_codes_get_the_same_answer(tracked, code, wrong, ask):
    tracked.reissue_receipt()
    slipped = receipts.printed(code)[:-1] + ("A" if receipts.printed(code)[-1] != "A" else "B")

    pages = [ask(typed) for typed in (next(wrong), code, slipped, "xyz", "0000000000")]

    assert {page.status for page in pages} == {422}
    assert len({without_what_was_typed(page) for page in pages}) == 1
    assert len({tuple(sorted(page.response.headers)) for page in pages}) == 1


def test_after_many_wrong_codes_the_address_has_to_wait(tracked, code, wrong, ask):
    for _ in range(tracking.WRONG_TRIES):
        assert ask(next(wrong)).status == 422

    assert ask(next(wrong)).status == 429
    assert ask(code).status == 429
    assert not found(ask(code))


def test_without_the_count_guessing_would_go_on(wrong, ask, monkeypatch):
    monkeypatch.setattr(tracking, "WRONG_TRIES", math.inf)

    assert {ask(next(wrong)).status for _ in range(40)} == {422}


def test_another_address_does_not_wait(tracked, code, wrong, ask):
    for _ in range(tracking.WRONG_TRIES + 5):
        ask(next(wrong))

    assert found(ask(code, address="203.0.113.8"))


def test_an_hour_later_the_address_may_ask_again(tracked, code, wrong, ask, clock):
    for _ in range(tracking.WRONG_TRIES + 5):
        ask(next(wrong))
    assert not found(ask(code))

    clock.shift(3600)

    assert found(ask(code))


def test_a_claimed_address_does_not_help(tracked, code, wrong, client):
    track = reverse("hearings:proposal_track")
    for number in range(tracking.WRONG_TRIES):
        client.post(track, {"code": next(wrong)}, headers={"X-Forwarded-For": f"10.0.0.{number}"})

    claimed = {"X-Forwarded-For": "10.9.9.9"}
    assert client.post(track, {"code": code}, headers=claimed).status_code == 429


def test_behind_our_own_proxy_each_visitor_is_counted_alone(tracked, code, wrong, client, settings):
    settings.TRUSTED_PROXY_HOPS = 1
    track = reverse("hearings:proposal_track")
    for _ in range(tracking.WRONG_TRIES):
        client.post(
            track, {"code": next(wrong)}, headers={"X-Forwarded-For": "10.9.9.9, 203.0.113.1"}
        )

    def asked(forwarded):
        headers = {"X-Forwarded-For": forwarded}
        return client.post(track, {"code": code}, headers=headers).status_code

    assert asked("10.0.0.1, 203.0.113.1") == 429
    assert asked("203.0.113.1, 203.0.113.2") == 200


def test_honest_slips_are_free(tracked, code, ask):
    whole = receipts.printed(code).replace("-", "")
    slips = [letter + whole[1:] for letter in receipts.ALPHABET if letter != whole[0]]

    for slip in slips:
        assert ask(slip).status == 422
    assert AttemptCount.objects.seen("track", "203.0.113.7") == 0
    assert found(ask(code))


def test_asking_with_the_right_code_is_never_counted(tracked, code, ask):
    for _ in range(tracking.WRONG_TRIES + 5):
        assert found(ask(code))


def test_the_address_itself_is_not_stored(wrong, ask):
    ask(next(wrong))

    kept = AttemptCount.objects.get()
    assert "203.0.113.7" not in kept.key
    assert kept.count == 1


def test_counts_of_the_day_before_are_thrown_away(wrong, ask, clock):
    ask(next(wrong))
    clock.shift(26 * 3600)
    ask(next(wrong), address="203.0.113.8")

    assert AttemptCount.objects.count() == 1


# Where it must not appear


def test_the_code_is_in_no_address_log_or_header(citizen, client, caplog, ask, wrong):
    caplog.set_level(logging.DEBUG)
    sent = citizen.send()
    receipt = client.get(sent["Location"])
    printed = receipt.context["code"]
    code, unknown = receipts.read(printed), next(wrong)
    pages = [ask(printed), ask(unknown), ask(code, do="withdraw")]

    assert printed in receipt.content.decode()
    logged = caplog.text + "".join(str(record.__dict__) for record in caplog.records)
    for hidden in (code, printed, unknown, receipts.read(unknown)):
        assert hidden not in sent["Location"]
        assert hidden not in logged
        for response in (sent, receipt, *(page.response for page in pages)):
            assert hidden not in str(response.headers)
            assert hidden not in response.request["PATH_INFO"]
            assert hidden not in response.request["QUERY_STRING"]
            assert not any(hidden in link for link in Page(response).links if response.content)


def test_the_log_of_this_test_would_show_a_code(caplog):
    caplog.set_level(logging.DEBUG)

    logging.getLogger("django.request").warning("Not found: %s", "/ky/proposals/track/K7M2P4XQ9T/")

    assert "K7M2P4XQ9T" in caplog.text


def test_a_code_asked_for_in_the_address_is_not_answered(tracked, code, client):
    page = Page(client.get(reverse("hearings:proposal_track"), {"code": code}))

    assert not found(page)
    assert code not in page.text
    assert code not in page.fields.values()


def test_pages_with_a_receipt_are_kept_by_nobody_and_tell_no_other_site(citizen, client, ask):
    sent = citizen.send()
    receipt = client.get(sent["Location"])
    page = ask(receipt.context["code"])

    for response in (receipt, page.response):
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "same-origin"


def test_the_cookie_of_the_receipt_is_sealed_and_short_lived(citizen, client, settings):
    cookie = citizen.send().cookies["receipt"]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert int(cookie["max-age"]) <= 86_400
    forged = signing.get_cookie_signer(salt="another").sign("x")
    client.cookies["receipt"] = forged
    assert client.get(reverse("hearings:proposal_sent")).status_code == 302
