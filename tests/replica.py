"""What a phone keeps of its policies, by the rules that docs/SYNC.md gives a client."""

from dataclasses import dataclass, field
from typing import Any

Rows = dict[tuple[str, str], dict[str, Any]]


@dataclass
class Replica:
    """The rows of each policy by (collection, id), and the cookie each has come to."""

    cookies: dict[str, str] = field(default_factory=dict)
    rows: dict[str, Rows] = field(default_factory=dict)

    def apply(self, policies: dict[str, dict[str, Any]]) -> bool:
        """Takes in the answers of one pull; says whether it must pull again at once."""
        more = False
        for policy_id, answer in policies.items():
            if answer.get("gone"):
                self.cookies.pop(policy_id, None)
                self.rows.pop(policy_id, None)
                continue
            if answer["reset"]:
                self.rows[policy_id] = {}
            self._change(self.rows[policy_id], answer)
            self.cookies[policy_id] = answer["cookie"]
            more = more or answer["more"]
        return more

    def ids(self, policy_id: str, collection: str) -> set[str]:
        """Returns the ids of the rows of one kind."""
        return {row_id for kind, row_id in self.rows.get(policy_id, {}) if kind == collection}

    def row(self, policy_id: str, collection: str, row_id: str) -> dict[str, Any]:
        """Returns one row."""
        return self.rows[policy_id][collection, row_id]

    def all(self, collection: str) -> list[dict[str, Any]]:
        """Returns the rows of one kind, of all policies."""
        return [
            row
            for rows in self.rows.values()
            for (kind, _), row in rows.items()
            if kind == collection
        ]

    @staticmethod
    def _change(rows: Rows, answer: dict[str, Any]) -> None:
        for collection, changed in answer.get("put", {}).items():
            for row in changed:
                rows[collection, row["id"]] = row
        for collection, ids in answer.get("del", {}).items():
            for row_id in ids:
                rows.pop((collection, row_id), None)
