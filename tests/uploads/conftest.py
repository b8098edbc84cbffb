"""Uploads run on both stores."""

import pytest

from tests.stores import store_beside


@pytest.fixture
def store(request: pytest.FixtureRequest, database_url: str) -> str:
    return store_beside(request, database_url)
