"""How a process of the service begins, or ends with one sentence that says why it can't."""

import sys
from collections.abc import Callable
from typing import TypeVar

import structlog
from sqlalchemy.exc import DatabaseError

from api.building.failure import BuildError
from api.settings import BadSetting, Settings

T = TypeVar("T")
log = structlog.get_logger()


def or_one_sentence(begin: Callable[[], T]) -> T:
    """What `begin` returns; ends the process where a setting, a seed or the database is wrong."""
    try:
        return begin()
    except (BadSetting, BuildError) as error:
        sys.exit(str(error))
    except DatabaseError as error:
        sys.exit(f"The database that TONGKA_DATABASE_URL names can't be used: {error.orig}")


def warn_of_sandbox(settings: Settings) -> None:
    """Says once that nobody can really pay, where people may believe that they do."""
    if settings.payments_url == "sandbox:" and not (settings.demo or settings.on_this_machine):
        log.warning(
            "payments go to the sandbox: families pay nothing, and their bills count as paid;"
            " set TONGKA_PAYMENTS to wechatpay:…"
        )
