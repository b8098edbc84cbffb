"""The server is killed at the worst moments: nothing that has a receipt is lost, nothing is twice.

CI kills it at each point once and some dozen times at random; `make faults` some hundred times.
"""

import http.client
import random
import threading
from collections import Counter
from time import monotonic

import pytest
import sqlalchemy as sa
from hypothesis import settings as hypothesis_settings

from api.notifications.models import InboxItem
from api.sync.models import CommandResult
from api.vaccines.models import Vaccination
from tests.cast import Card, OpenDatabase, Phone
from tests.faults.failing_server import POINTS
from tests.faults.journal import FINAL
from tests.faults.lives import Lives
from tests.faults.oracle import judge
from tests.faults.senders import Sender

# After how many of three commands each point is passed a second time.
STORED = {
    "before_handler": 1,
    "after_flush": 1,
    "before_commit": 1,
    "after_commit": 2,
    "before_answer": 3,
}


def effects(database: OpenDatabase, senders: list[Sender]) -> Counter[str]:
    """How often each command had its effect, by its id."""
    by_word = {
        entry.wanted["args"]["word"]: entry.id
        for sender in senders
        for entry in sender.journal.entries()
        if "word" in entry.wanted["args"]
    }
    with database() as session:
        lines = session.scalars(sa.select(InboxItem.params))
        words = [line["word"] for line in lines if "word" in line]
        doses = list(session.scalars(sa.select(Vaccination.id)))
    return Counter([by_word.get(word, word) for word in words] + doses)


@pytest.mark.parametrize("point", POINTS)
def test_it_has_done_all_or_nothing_of_a_command_wherever_it_dies(
    lives: Lives, mother: Phone, lin: Card, database: OpenDatabase, point: str
) -> None:
    sender = Sender(lives.port, str(mother.token), lin.policy_id, seed=1)
    sent = [sender.make(random.Random(7)) | {"after": []} for _ in range(3)]
    lives.begin(point, 1 if point == "before_answer" else 2)
    with pytest.raises((OSError, http.client.HTTPException)):
        sender.send(sent)

    with database() as session:
        stored = set(session.scalars(sa.select(CommandResult.id)))
    assert stored == {each["id"] for each in sent[: STORED[point]]}
    assert effects(database, [sender]).keys() <= stored

    lives.kill()
    lives.begin()
    sender.send(sent)
    assert {entry.status for entry in sender.journal.entries()} <= set(FINAL)
    assert judge([sender.journal], effects(database, [sender])).faults == {}


def test_it_loses_and_doubles_nothing_under_load(
    lives: Lives,
    mother: Phone,
    father: Phone,
    stranger: Phone,
    lin: Card,
    chen: Card,
    database: OpenDatabase,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    trials = hypothesis_settings.default.max_examples // 10
    chance = random.Random(20260309)
    senders = [
        Sender(lives.port, str(phone.token), card.policy_id, seed)
        for seed, (phone, card) in enumerate(((mother, lin), (father, lin), (stranger, chen)))
    ]
    for sender in senders:
        sender.begin()
    for trial in range(trials):
        live_and_die(lives, chance, POINTS[trial % (2 * len(POINTS)) :][:1])
    lives.begin()
    for sender in senders:
        sender.finish(timeout_s=60)

    verdict = judge([sender.journal for sender in senders], effects(database, senders))
    with capsys.disabled():
        print(f"\n  {request.node.callspec.id}: {trials} times killed, {verdict}")
    assert verdict.faults == {}
    assert verdict.done > trials


def live_and_die(lives: Lives, chance: random.Random, points: tuple[str, ...]) -> None:
    """Lets the service live until it comes to a point, or for up to a second."""
    for point in points:
        lives.begin(point, chance.randint(1, 12))
        deadline = monotonic() + 5
        while not lives.is_over() and monotonic() < deadline:
            threading.Event().wait(0.01)
    if not points:
        lives.begin()
        threading.Event().wait(chance.random())
    lives.kill()
