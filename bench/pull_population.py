"""The same pulls with 1,000 and with 1,000,000 policies in the database.

Both databases stand side by side and are asked in turn, inside this process (no network blurs
the difference). Quiet pulls come from phones drawn at random from the whole population, first
pulls from families with two policies and two hundred visits that were added halfway. The first
pulls after filling warm the system's cache and are not counted. The ratio is that of the medians.
"""

import random
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

from flask.testing import FlaskClient

from api.core.crypto import Vault, use_vault
from api.core.db import db
from bench.families import make_phone
from bench.figures import Figure, median, spread
from bench.population import fill, token_of
from bench.service import DATABASES, House, new_house

SIZES = (1_000, 1_000_000)
FAMILIES = 12
WARMING_ROUNDS = 500
QUIET_ROUNDS = 2000
FIRST_ROUNDS = 120
PULL = "/api/sync/pull"


@dataclass
class Population:
    """A database of some size, and the times it took to answer, in milliseconds."""

    house: House
    size: int
    fill_s: float
    tokens: list[str]
    quiet_ms: list[float] = field(default_factory=list)
    first_ms: list[float] = field(default_factory=list)

    def use(self) -> None:
        """Makes this database's keys those of the process."""
        settings = self.house.app.extensions["tongka"].settings
        use_vault(Vault(settings.sign_keys, settings.data_keys))


def measure() -> Iterator[Figure]:
    for database in DATABASES:
        with ExitStack() as stack:
            houses = [stack.enter_context(new_house(database)) for _ in SIZES]
            small, large = (
                _populate(house, size) for house, size in zip(houses, SIZES, strict=True)
            )
            for _ in range(WARMING_ROUNDS + QUIET_ROUNDS):
                for population in (small, large):
                    _pull_quietly(population)
            for turn in range(FIRST_ROUNDS):
                for population in (small, large):
                    _pull_first(population, turn)
            yield from _figures(small, large, database)


def _populate(house: House, size: int) -> Population:
    began = time.perf_counter()
    fill(house.app, 1, size // 2)
    half = time.perf_counter() - began
    population = Population(house, size, 0, [])
    population.use()
    phones = [make_phone(house.app, seed=serial) for serial in range(1, FAMILIES + 1)]
    population.tokens = [phone.token for phone in phones]
    began = time.perf_counter()
    fill(house.app, size // 2 + 1, size)
    population.fill_s = half + time.perf_counter() - began
    return population


def _client(population: Population, token: str) -> FlaskClient:
    population.use()
    client = population.house.app.test_client()
    client.set_cookie("tongka", token)
    return client


def _pull_quietly(population: Population) -> None:
    """A phone nobody asked for before pulls, knowing everything."""
    family = random.randint(1, population.size)
    client = _client(population, token_of(family))
    policy_id = f"01950000-0003-7000-8000-{family:012d}"
    said = {"build": "1", "cookies": {policy_id: f"{_epoch(population)}.3"}}
    began = time.perf_counter()
    answer = client.post(PULL, json=said)
    population.quiet_ms.append((time.perf_counter() - began) * 1000)
    assert answer.json["policies"][policy_id].keys() == {"cookie", "reset", "more"}


def _pull_first(population: Population, turn: int) -> None:
    client = _client(population, population.tokens[turn % FAMILIES])
    began = time.perf_counter()
    answer = client.post(PULL, json={"build": "1", "cookies": {}})
    population.first_ms.append((time.perf_counter() - began) * 1000)
    assert len(answer.json["policies"]) == 2


def _epoch(population: Population) -> str:
    known = population.house.app.extensions.get("bench_epoch")
    if known is None:
        with population.house.app.app_context():
            known = db.session.execute(db.text("SELECT epoch FROM sync_epochs")).scalar_one()
        population.house.app.extensions["bench_epoch"] = known
    return str(known)


def _figures(small: Population, large: Population, database: str) -> Iterator[Figure]:
    note = f"{large.size / large.fill_s:,.0f} families a second, 8 rows each"
    yield Figure(f"filling {large.size:,} families, {database}", large.fill_s, "s", note=note)
    few, many = (population.quiet_ms[WARMING_ROUNDS:] for population in (small, large))
    kinds = (
        ("quiet pull", few, many),
        ("first pull", small.first_ms, large.first_ms),
    )
    for name, few, many in kinds:
        ratio = median(many) / median(few)
        note = f"{median(few):.2f} and {median(many):.2f} ms; {spread(many)}"
        what = f"{name}: {large.size:,} beside {small.size:,} policies, {database}"
        yield Figure(what, ratio, at_most=1.3, note=note)
