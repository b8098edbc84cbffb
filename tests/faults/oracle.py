"""Judges a fault trial: what phones were told beside what the server holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from tests.faults.journal import Journal


@dataclass(frozen=True)
class Verdict:
    """How many were wanted and done, how often they were sent, and the ids of what went wrong."""

    wanted: int
    done: int
    tries: int
    unanswered: list[str]  # nobody ever said what became of it
    lost: list[str]  # has a receipt, and is not there
    doubled: list[str]  # is there more than once
    undead: list[str]  # was rejected, and is there
    contradicted: list[str]  # was answered in two ways
    unknown: list[str]  # is there, and nobody wanted it

    @property
    def faults(self) -> dict[str, list[str]]:
        """What went wrong, by its name; empty when nothing did."""
        lists = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: ids for name, ids in lists.items() if isinstance(ids, list) and ids}

    def __str__(self) -> str:
        lost, doubled = len(self.lost), len(self.doubled)
        return (
            f"{self.wanted} wanted, {self.done} done in {self.tries} tries,"
            f" {lost} lost, {doubled} doubled, {len(self.contradicted)} contradicted"
        )


def judge(journals: Iterable[Journal], there: Mapping[str, int]) -> Verdict:
    """Compares journals with how often each wanted thing is on the server, by its id."""
    entries = [entry for journal in journals for entry in journal.entries()]
    wanted = {entry.id for entry in entries}
    done = [entry.id for entry in entries if entry.status == "done"]
    rejected = [entry.id for entry in entries if entry.status == "rejected"]
    return Verdict(
        wanted=len(entries),
        done=len(done),
        tries=sum(entry.tries for entry in entries),
        unanswered=[entry.id for entry in entries if entry.status is None],
        lost=[each for each in done if not there.get(each)],
        doubled=[each for each, times in there.items() if times > 1],
        undead=[each for each in rejected if there.get(each)],
        contradicted=[entry.id for entry in entries if entry.is_contradicted],
        unknown=[each for each in there if each not in wanted],
    )
