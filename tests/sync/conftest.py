"""What the tests of the push share."""

import pytest
from flask import Flask

from tests.sync.commands import add_note_command


@pytest.fixture
def noting(app: Flask) -> Flask:
    """The app, which takes `notes.add` as well."""
    add_note_command(app)
    return app
