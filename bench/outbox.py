"""The outbox: how soon it sends when the signal is back, and what a bad network costs.

A claim with two photos waits in the phone's outbox, the app is open, and for a while nothing gets
through. Then everything does; the time is counted until the push arrives at the proxy before the
server (of a server that was dead: from when its port takes connections). Nothing tells the
page of the change, as often in life: only the last kind dispatches `online`. The kinds take turns.

The bad network ends after every 512 KB that the phone sends. The phone sends a claim of six
photos, 5 MB, counted with everything it sends meanwhile, beside one that sends each whole file
anew. The network is as fast as this machine, or a phone's. It is bytes that crossed it: what a cut
leaves in the phone's own buffers isn't seen.
"""

import random
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import monotonic

from playwright.sync_api import Request

from bench.browsers import Stage, new_stage
from bench.cutting import Network, network
from bench.families import Phone as Bound
from bench.figures import Figure, median, spread
from bench.uploads import CLAIM_BYTES, EVERY, PHOTOS, whole_files
from tests.browser import claiming, queue, steps
from tests.browser.corridor import PUSH, Corridor, corridor
from tests.browser.phone import Phone
from tests.browser.photos import photo
from tests.browser.service import Service
from tests.faults.weather import BlackHole, Pass, Refuse
from tests.waiting import wait_until

ROUNDS = 10
# Bytes a second.
_MBIT = 125_000
_AIM_S = 2
_HEADER_BYTES = 1023
# How long the claim waits: long enough that the app has looked in vain, and never the same.
_WAITS_S = (7, 10)
_MOST_S = 60
_SMALL = [photo(seed, side=300) for seed in (1, 2)]


@dataclass(frozen=True)
class Kind:
    """Why nothing gets through, and how that ends: returns when it did, by `monotonic`."""

    name: str
    begins: Callable[[Corridor], None]
    ends: Callable[[Corridor], float]


def measure() -> Iterator[Figure]:
    with new_stage() as stage:
        here = (stage.playwright, stage.chromium, stage.service, stage.families)
        with corridor(*here, stage.folder / "corridor") as found:
            yield from _header(found)
            yield from _signal_back(found)
        yield from _bad_network(stage)


def _header(here: Corridor) -> Iterator[Figure]:
    """The bytes of a claim's header, filed with the wizard and no signal: what goes first."""
    phone = here.phone
    claiming.file_claim(phone, [claiming.photo(seed) for seed in (1, 2, 3)])
    _rest(phone)
    here.lose_signal(Refuse())
    claiming.choose_kind(phone)
    claiming.describe_visit(phone, amount="643.00")
    claiming.add_photos(phone, "医疗费用发票", [claiming.photo(seed) for seed in (4, 5)])
    claiming.add_photos(phone, "病历记录", [claiming.photo(6)])
    claiming.sign_and_agree(phone)
    claiming.submit(phone)
    with phone.page.expect_request(_opens_claim) as asked:
        here.clear_up()
    sizes = asked.value.sizes()
    body, head = sizes["requestBodySize"], sizes["requestHeadersSize"]
    note = "by the wizard: three photos, a signature, an account that is known"
    yield Figure("a claim's header: the body", body, "B", at_most=_HEADER_BYTES, note=note)
    yield Figure("a claim's header: the whole request", body + head, "B")
    _rest(phone)


def _opens_claim(request: Request) -> bool:
    return request.url.endswith(PUSH) and "claims.open" in (request.post_data or "")


def _signal_back(here: Corridor) -> Iterator[Figure]:
    here.phone.go("/")
    times: dict[str, list[float]] = {kind.name: [] for kind in KINDS}
    for _ in range(ROUNDS):
        for kind in KINDS:
            times[kind.name].append(_try(here, kind))
    for name, seconds in times.items():
        note = spread(seconds, "s")
        what = f"signal back → push arrives, {name}"
        yield Figure(f"{what}: median", median(seconds), "s", at_most=_AIM_S, note=note)
        yield Figure(f"{what}: worst", max(seconds), "s", at_most=_AIM_S)


def _try(here: Corridor, kind: Kind) -> float:
    here.lose_signal(Refuse())
    kind.begins(here)
    entry = queue.claim(here.phone, here.policy_id, *_SMALL)
    here.phone.page.wait_for_timeout(random.uniform(*_WAITS_S) * 1000)
    assert not queue.entries(here.phone)[entry].get("tried"), "it went into the void"
    before = len(here.proxy.seen)
    ended = kind.ends(here)

    def arrival() -> float | None:
        pushes = [seen.at for seen in here.proxy.seen[before:] if seen.path == PUSH]
        return min((at for at in pushes if at >= ended), default=None)

    arrived = wait_until(arrival, "the push", _MOST_S)
    assert arrived
    _rest(here.phone)
    return arrived - ended


def _clears_up(here: Corridor) -> float:
    """What was swallowed before stays swallowed."""
    ended = monotonic()
    here.proxy.use(Pass())
    return ended


def _clears_up_and_says_so(here: Corridor) -> float:
    ended = _clears_up(here)
    here.phone.page.evaluate("() => { dispatchEvent(new Event('online')) }")
    return ended


def _server_dies(here: Corridor) -> None:
    here.service.kill()
    here.proxy.use(Pass())


def _server_rises(here: Corridor) -> float:
    found: list[float] = []
    watcher = threading.Thread(target=lambda: found.append(_first_accepted(here.service)))
    watcher.start()
    here.service.start()
    watcher.join()
    return found[0]


def _first_accepted(service: Service) -> float:
    """When the service's port first takes a connection."""
    while True:
        try:
            socket.create_connection(("127.0.0.1", service.port)).close()
        except OSError:
            threading.Event().wait(0.005)
            continue
        return monotonic()


KINDS = (
    Kind("was refused", lambda _: None, _clears_up),
    Kind("was swallowed", lambda here: here.proxy.use(BlackHole()), _clears_up),
    Kind("server was dead", _server_dies, _server_rises),
    Kind("was refused, `online` fires", lambda _: None, _clears_up_and_says_so),
)


def _bad_network(stage: Stage) -> Iterator[Figure]:
    for name, how in (
        ("cut every 512 KB", {}),
        ("cut every 512 KB, 10 Mbit/s", {"bytes_per_s": 10 * _MBIT}),
        ("cut every 512 KB, 1 Mbit/s", {"bytes_per_s": _MBIT}),
    ):
        family = stage.families.make()
        with network(stage.service.port, EVERY, **how) as net:
            profile = stage.folder / name.replace("/", " ")
            address = f"http://127.0.0.1:{net.port}"
            phone = Phone(stage.playwright.chromium, stage.chromium, profile, address)
            policy_id = steps.bind_behind_the_scenes(phone, stage.service, family, "妈妈")
            phone.is_ready_for_no_signal()
            yield _claim_through(net, phone, policy_id, name)
            bound = Bound(_token_of(phone), (policy_id,))
            phone.close()
    yield whole_files(bound, stage.service.port, "cut every 512 KB", {})


def _claim_through(net: Network, phone: Phone, policy_id: str, name: str) -> Figure:
    up, cuts, began = net.up, net.cuts, monotonic()
    queue.claim(phone, policy_id, *PHOTOS)
    _rest(phone, 300)
    sent = net.up - up
    note = f"{net.cuts - cuts} cuts, {monotonic() - began:.1f} s; {sent:,} bytes in all"
    what = f"bytes sent ÷ file bytes, {name}"
    return Figure(what, sent / CLAIM_BYTES, at_most=1.1, note=note)


def _token_of(phone: Phone) -> str:
    found = {cookie["name"]: cookie["value"] for cookie in phone.context.cookies()}
    return found["tongka"]


def _rest(phone: Phone, timeout_s: float = 60) -> None:
    """Waits until everything has arrived."""

    def has_arrived() -> bool:
        return all(entry["state"] == "delivered" for entry in queue.entries(phone).values())

    wait_until(has_arrived, "everything to arrive", timeout_s)
