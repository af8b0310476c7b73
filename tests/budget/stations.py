"""For the tests of the way to som: its stations, and what they say."""

from budget.way import way_to_som

STATIONS = ("heard", "decided", "planned", "funded", "spent", "done")


def way(proposal):
    """The stations by name; those that are not there are left out."""
    proposal.refresh_from_db()
    stations = way_to_som(proposal, list(proposal.steps.public()))
    return dict(zip(STATIONS, stations, strict=False))


def said(station):
    """All that a station says, as a reader meets it."""
    links = [words for link in station.links for words in (link.text, *link.words, link.broken)]
    return " | ".join(filter(None, [station.words, *map(str, links), station.broken]))


def lacks(stations):
    """The sentences about broken links, by station."""
    found = {
        name: [station.broken, *(link.broken for link in station.links)]
        for name, station in stations.items()
    }
    return {name: " ".join(filter(None, words)) for name, words in found.items() if any(words)}


def reached(stations):
    return [name for name, station in stations.items() if station.reached]


def current(stations):
    return [name for name, station in stations.items() if station.current]
