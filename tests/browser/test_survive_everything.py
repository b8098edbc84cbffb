"""Claims with photos from a phone while everything goes wrong: each arrives once and whole.

CI lets every disaster happen once; `make faults` has eighty of them, since a policy may send 300
files a month.
"""

import hashlib
import random
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Playwright

from tests.browser import claiming, queue, steps
from tests.browser.corridor import PUSH, UPLOADS, Corridor, corridor
from tests.browser.families import Families
from tests.browser.phone import Phone
from tests.browser.photos import photo
from tests.browser.service import Service
from tests.browser.worker import Worker
from tests.faults.proxy import FaultProxy
from tests.faults.weather import (
    BAD_GATEWAY,
    PORTAL_PAGE,
    PORTAL_REDIRECT,
    BlackHole,
    Cut,
    LoseReply,
    Refuse,
    Simple,
    Slow,
)
from tests.replica import Replica
from tests.waiting import wait_until

# A photo of this side has about 160 KB: three pieces.
SIDE = 400
MOST_PHOTOS = 2
LONG_S = 90


@dataclass
class Family:
    """A mother who claims, and what a father's phone and the service hold of it."""

    here: Corridor
    father: Phone
    seen: Replica = field(default_factory=Replica)
    chance: random.Random = field(default_factory=lambda: random.Random(20260309))

    @property
    def mother(self) -> Phone:
        return self.here.phone

    def look(self) -> None:
        """The father's phone pulls until there is no more."""
        more = True
        while more:
            sent = {"build": "1.journey", "cookies": self.seen.cookies}
            request = self.father.context.request
            answer = request.post(f"{self.father.address}/api/sync/pull", data=sent)
            more = self.seen.apply(answer.json()["policies"])

    def a_moment(self) -> None:
        """Lets whatever is under way come to some point of it."""
        threading.Event().wait(self.chance.random() / 2)


@dataclass
class Wanted:
    """A claim as its phone made it: the ids of its commands, the hashes of its photos."""

    claim_id: str
    commands: list[str]
    hashes: list[str]


Disaster = Callable[[Family], None]


def weather(draw: Callable[[random.Random], Simple]) -> Disaster:
    """Some requests meet it: all, those of the claim's header, or those of its photos."""

    def befall(family: Family) -> None:
        under = family.chance.choice(("/api", PUSH, UPLOADS))
        times = family.chance.randint(1, 4)
        family.here.proxy.use(draw(family.chance), only_under=under, times=times)
        family.a_moment()

    return befall


def no_signal(family: Family) -> None:
    """Nobody listens for a while."""
    family.a_moment()
    family.here.proxy.use(Refuse())
    family.a_moment()


def changed_network(family: Family) -> None:
    """From Wi-Fi to mobile data, again and again."""
    for _ in range(4):
        family.a_moment()
        family.here.proxy.reset_connections()


def killed_browser(family: Family) -> None:
    """The phone ends the browser without a word."""
    family.a_moment()
    family.mother.kill()
    family.mother.open()
    family.mother.go("/")


def stopped_workers(family: Family) -> None:
    """The phone ends the service worker, which it may at any time."""
    worker = Worker(family.mother)
    for _ in range(3):
        family.a_moment()
        worker.stop_all()


def killed_server(family: Family) -> None:
    """The service dies and comes back."""
    family.a_moment()
    family.here.service.kill()
    family.here.service.start()


def second_page(family: Family) -> None:
    """The app is open twice; the one that sends is closed."""
    first = family.mother.page
    family.mother.page = family.mother.context.new_page()
    family.mother.go("/outbox")
    family.a_moment()
    first.close()


DISASTERS: dict[str, Disaster] = {
    "no signal": no_signal,
    "black hole": weather(lambda _: BlackHole()),
    "cut request": weather(lambda chance: Cut(up=chance.randrange(1, 60_000))),
    "cut answer": weather(lambda chance: Cut(down=chance.randrange(1, 600))),
    "lost reply": weather(lambda _: LoseReply()),
    "portal page": weather(lambda _: PORTAL_PAGE),
    "portal redirect": weather(lambda _: PORTAL_REDIRECT),
    "bad gateway": weather(lambda _: BAD_GATEWAY),
    "slow": weather(lambda chance: Slow(chance.randrange(20_000, 200_000), chance.random() / 2)),
    "changed network": changed_network,
    "killed browser": killed_browser,
    "stopped workers": stopped_workers,
    "killed server": killed_server,
    "second page": second_page,
}


@pytest.fixture
def family(
    playwright: Playwright,
    chromium: str,
    live: Service,
    families: Families,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Family]:
    profiles = tmp_path_factory.mktemp("phones")
    with corridor(playwright, chromium, live, families, profiles / "mother") as here:
        live.let_pass(minutes=2)  # the next code
        with FaultProxy(live.port) as of_father:
            father = Phone(playwright.chromium, chromium, profiles / "father", of_father.url)
            steps.bind_behind_the_scenes(father, live, here.family, "爸爸")
            here.phone.reopen()  # cookies are on the disk only some time after they came
            yield Family(here, father)
            father.close()


def claim(family: Family) -> Wanted:
    """Files a claim on the mother's phone, as its pages do."""
    chance = family.chance
    photos = [photo(chance.randrange(2**32), SIDE) for _ in range(chance.randint(1, MOST_PHOTOS))]
    before = queue.entries(family.mother).keys()
    opened = queue.claim(family.mother, family.here.policy_id, *photos)
    made = {id_: one for id_, one in queue.entries(family.mother).items() if id_ not in before}
    hashes = [hashlib.sha256(content).hexdigest() for content in photos]
    return Wanted(made[opened]["args"]["claim"]["id"], list(made), hashes)


def wait_until_sent(phone: Phone, after: str) -> None:
    """Waits until the phone has a receipt for everything."""
    phone.page.evaluate("() => { dispatchEvent(new Event('online')) }")

    def unsent() -> list[dict[str, Any]]:
        entries = queue.entries(phone).values()
        return [entry for entry in entries if entry["state"] != "delivered"]

    try:
        wait_until(lambda: unsent() == [], f"all to be sent after {after}", LONG_S)
    except AssertionError as error:
        waiting = {
            entry["file"]: queue.files(phone)[entry["file"]]
            for entry in unsent()
            if "file" in entry
        }
        raise AssertionError(f"{error}: {unsent()}, {waiting}") from error


def problems_of(family: Family, wanted: Wanted) -> Iterator[str]:
    """What of a claim was lost, doubled, damaged, or told in two ways."""
    here = family.here
    found = here.rows("SELECT status, receipt FROM claims WHERE id = ?", wanted.claim_id)
    if [status for status, _ in found] != ["complete"]:
        yield f"lost: claim {wanted.claim_id} is {found}"
    documents = here.rows(
        "SELECT state, sha256, upload_id FROM claim_documents WHERE claim_id = ?", wanted.claim_id
    )
    hashes = [sha256 for state, sha256, _ in documents if state == "received"]
    if sorted(map(str, hashes)) != sorted(wanted.hashes):
        yield f"lost or doubled: photos of {wanted.claim_id}, {documents}"
    for _, sha256, upload_id in documents:
        if claiming.stored_hash(family.father, str(upload_id)) != sha256:
            yield f"damaged: upload {upload_id}"
        if here.rows("SELECT count(*) FROM uploads WHERE sha256 = ?", str(sha256)) != [(1,)]:
            yield f"doubled: upload {upload_id}"
    if [here.handled(id_) for id_ in wanted.commands] != [1] * len(wanted.commands):
        yield f"doubled: commands of {wanted.claim_id}"
    receipt = queue.entries(family.mother)[wanted.commands[0]]["receipt"]
    family.look()
    seen = [one for one in family.seen.all("claims") if one["id"] == wanted.claim_id]
    if [(one["status"], one["receipt"]) for one in seen] != [("complete", receipt)]:
        yield f"told in two ways: {wanted.claim_id}, {receipt}, {seen}"


def test_each_claim_arrives_once_and_whole(
    family: Family, capsys: pytest.CaptureFixture[str]
) -> None:
    trials = max(len(DISASTERS), hypothesis_settings.default.max_examples // 25)
    names = list(DISASTERS)
    filed: list[Wanted] = []
    for trial in range(trials):
        name = names[trial % len(names)]
        filed.append(claim(family))
        DISASTERS[name](family)
        filed.append(claim(family))
        family.here.clear_up()
        wait_until_sent(family.mother, f"trial {trial}, {name}")

        problems = [problem for one in filed[-2:] for problem in problems_of(family, one)]
        assert problems == [], f"trial {trial}: {name}"
    photos = sum(len(one.hashes) for one in filed)
    with capsys.disabled():
        print(f"\n  {trials} trials, {len(filed)} claims, {photos} photos, 0 lost, 0 doubled")
    # Nothing of an earlier trial changed later.
    assert [problem for one in filed for problem in problems_of(family, one)] == []
