"""What the templates of claims need: words for values, lists to choose from, the handbook."""

from typing import Any

from flask.sansio.blueprints import BlueprintSetupState

from api.claims.handbook import read_handbook
from api.claims.waiting import claims_of_policy
from api.claims.words import ASKABLE, CHOICES, STATUS_WORDS, WORDS, step_words, visit_words
from api.core.db import db
from api.core.staff_http import PREFIX


def add_words(setup: BlueprintSetupState) -> None:
    """Gives the pages their words, and reads the handbook once."""
    setup.app.extensions["handbook"] = read_handbook(setup.app.extensions["tongka"].seeds)
    for name, words in WORDS.items():
        setup.app.add_template_filter(words.__getitem__, name)
    setup.app.add_template_filter(step_words)
    setup.app.add_template_filter(_benefit_words, "benefit_words")
    for name, table in CHOICES.items():
        setup.app.add_template_global(table.items, name)
    setup.app.add_template_global(lambda: ASKABLE, "askable")
    setup.app.add_template_global(_claims_of_policy, "claims_of_policy")


def _claims_of_policy(policy_id: str) -> list[dict[str, Any]]:
    """The lines of a policy's page about its claims, the latest first."""
    return [
        {
            "receipt": each.receipt,
            "url": f"{PREFIX}/claims/{each.id}",
            "words": visit_words(each),
            "total_fen": each.total_fen,
            "look": STATUS_WORDS[each.status][0],
            "state": STATUS_WORDS[each.status][1],
        }
        for each in claims_of_policy(db.session(), policy_id)
    ]


def _benefit_words(code: str, benefits: list[tuple[str, str]]) -> str:
    return dict(benefits).get(code, code)
