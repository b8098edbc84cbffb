"""Scheduled work around claims: their forms."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from api.claims import forms
from api.claims.forms import MadeForm, WantedForm
from api.gateways.files import FileStore


def next_form(
    session: Session, seeds: Mapping[str, Mapping[str, Any]], now: datetime
) -> WantedForm | None:
    """Takes the next claim whose form is due, for this runner alone."""
    return forms.next_form(session, seeds, now)


def make_form(files: FileStore, wanted: WantedForm, operator: Mapping[str, Any]) -> MadeForm:
    """Makes its form and keeps it."""
    return forms.make_form(files, wanted, operator)


def settle_form(session: Session, wanted: WantedForm, made: MadeForm, now: datetime) -> None:
    """Puts the form among the claim's documents."""
    forms.settle_form(session, wanted, made, now)
