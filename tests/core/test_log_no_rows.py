"""What a database says of a row that it refused stays out of errors, and so out of the log."""

import traceback

import pytest
from sqlalchemy.exc import IntegrityError

from api.visits.models import Visit
from tests.cast import Card, OpenDatabase
from tests.factories import make_visit


def test_it_names_the_constraint_and_nothing_of_the_row(database: OpenDatabase, lin: Card) -> None:
    # Not as one word, which the traceback would quote from here.
    hospital = "白" + "鹭儿科门诊部"
    with pytest.raises(IntegrityError) as caught, database() as session:
        make_visit(session, lin.policy_id, hospital=hospital, total_fen=-5)
    said = "".join(traceback.format_exception(caught.value))
    assert f"ck_{Visit.__tablename__}_a" in said
    assert hospital not in said
