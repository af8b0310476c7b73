"""The paper floor speaks here in the language of the source, so that its words can be read."""

import pytest


@pytest.fixture(autouse=True)
def words_of_the_source(in_english):
    """In every test of this folder."""
