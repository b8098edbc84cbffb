"""What ought to be on the server, by the answers that phones got: written without looking at it."""

from collections.abc import Container
from dataclasses import dataclass, field
from typing import Any

Sent = dict[str, Any]
Said = dict[str, Any]


@dataclass
class Ledger:
    """The answers given for good, by command, and the effects of those that were done.

    Doses by id with the policy they are of, words noted by policy, names and policies by binding.
    """

    answers: dict[str, Said] = field(default_factory=dict)
    policies: dict[str, str] = field(default_factory=dict)
    doses: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    phones: dict[str, str] = field(default_factory=dict)

    def take(self, sent: Sent, said: Said, bound: Container[str]) -> None:
        """Checks an answer to a phone bound to some policies, and books the effect of a first one.

        `sent` is about one of those policies.
        """
        known = self.answers.get(sent["id"])
        if known is not None:
            assert said == known, "the same command got two answers"
            return
        reason = self._reason_to_wait(sent, bound)
        if reason or said["status"] == "later":
            assert said == {"status": "later", "code": reason}
            return
        self.answers[sent["id"]] = said
        self.policies[sent["id"]] = sent["policy_id"]
        if said["status"] == "done":
            book = getattr(self, "_" + sent["name"].partition(".")[2])
            book(sent["policy_id"], sent["args"], said["result"])

    def doses_of(self, policy_id: str) -> dict[str, dict[str, Any]]:
        """The doses of a policy, by id."""
        return {key: dose for key, (owner, dose) in self.doses.items() if owner == policy_id}

    def _reason_to_wait(self, sent: Sent, bound: Container[str]) -> str | None:
        """Why a command has to come later, or none; of others' commands nobody is told."""
        seen = [each for each in sent["after"] if self.policies.get(each) in bound]
        if any(self.answers[each]["status"] == "rejected" for each in seen):
            return "blocked"
        if len(seen) < len(sent["after"]):
            return "waiting"
        ends = {"broken": "internal_error", "busy": "unavailable"}
        return ends.get(sent["args"].get("ends", ""))

    def _add(self, policy_id: str, args: dict[str, Any], _result: Any) -> None:
        assert args["ends"] == "well"
        self.notes.setdefault(policy_id, []).append(args["word"])

    def bind(self, policy_id: str, binding_id: str, name: str) -> None:
        """Books a new phone of a policy."""
        self.phones[binding_id] = policy_id
        self.names[binding_id] = name

    def _rename(self, policy_id: str, args: dict[str, Any], _result: Any) -> None:
        assert self.phones[args["binding_id"]] == policy_id, "a family named another one's phone"
        self.names[args["binding_id"]] = args["name"]

    def _record(self, policy_id: str, args: dict[str, Any], result: dict[str, Any]) -> None:
        told = args["dose"]
        if result["dose_id"] == told["id"]:
            assert told["id"] not in self.doses
            self.doses[told["id"]] = (policy_id, told)
            return
        owner, kept = self.doses[result["dose_id"]]
        assert owner == policy_id
        filled = {name: kept[name] or said for name, said in told.items()}
        self.doses[result["dose_id"]] = (owner, filled)

    def _correct(self, policy_id: str, args: dict[str, Any], _result: Any) -> None:
        owner, _ = self.doses[args["dose"]["id"]]
        assert owner == policy_id, "a family corrected another one's dose"
        self.doses[args["dose"]["id"]] = (policy_id, args["dose"])

    def _remove(self, policy_id: str, args: dict[str, Any], _result: Any) -> None:
        owner, _ = self.doses.pop(args["dose_id"], (policy_id, {}))
        assert owner == policy_id, "a family removed another one's dose"
