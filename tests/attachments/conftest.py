"""The paper floor speaks here in the language of the source, so that its words can be read."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english(in_kyrgyz):
    with translation.override("en"):
        yield
