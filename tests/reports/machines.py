"""A program that asks the open interface, and a person who takes the files home."""

import csv
import io
import zipfile

from django.test import Client

MARK = "\ufeff"


def ask(address, client=None, **headers):
    """The answer to an address below /api/v1/."""
    return (client or Client()).get(f"/api/v1/{address}", headers=headers)


def told(address):
    """The answer as plain values."""
    response = ask(address)
    assert response.status_code == 200, response.content
    return response.json()


def rows(address):
    return told(address)["results"]


def pages(address):
    """Every page from this address on, as it is asked for."""
    while address:
        page = told(address)
        yield page["results"]
        address = (page["next"] or "").removeprefix("/api/v1/")


def file(address):
    """The bytes of a file."""
    response = Client().get(address)
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def table(content):
    """The rows of a CSV file by their heads."""
    return list(csv.DictReader(io.StringIO(content.decode().removeprefix(MARK), newline="")))


def archive():
    """The files of the archive by name."""
    with zipfile.ZipFile(io.BytesIO(file("/data/aimak.zip"))) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}
