"""The doses that children got."""

from dataclasses import asdict
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from api.core.crypto import Sealed
from api.core.db import Base
from api.core.synced import Synced
from api.vaccines.rules import MOST_DOSES, DoseGiven


class Vaccination(Synced, Base):
    """One dose of a vaccine, as the child's family recorded it.

    It belongs to the child and travels with one policy: when that is renewed, with the renewal.
    `added_by` is what the phone that recorded it was called then.
    """

    __tablename__ = "vaccinations"
    __collection__ = "vaccinations"
    __table_args__ = (
        sa.CheckConstraint(f"dose BETWEEN 1 AND {MOST_DOSES}", name="dose"),
        sa.Index("ix_vaccinations_policy_id_rev", "policy_id", "rev"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    child_id: Mapped[str] = mapped_column(sa.ForeignKey("children.id"), index=True)
    vaccine_id: Mapped[str]
    name_sealed: Mapped[str]
    dose: Mapped[int | None]
    given_on: Mapped[date]
    batch_sealed: Mapped[str]
    place_sealed: Mapped[str]
    reaction_sealed: Mapped[str]
    note_sealed: Mapped[str]
    upload_id: Mapped[str | None] = mapped_column(sa.ForeignKey("uploads.id"), unique=True)
    added_by: Mapped[str]
    created_at: Mapped[datetime]

    name = Sealed()
    batch = Sealed()
    place = Sealed()
    reaction = Sealed()
    note = Sealed()

    @property
    def given(self) -> DoseGiven:
        """What its family says of it."""
        return DoseGiven(**{name: getattr(self, name) for name in DoseGiven.__annotations__})

    def say(self, given: DoseGiven) -> None:
        """Takes over what its family says of it."""
        for name, said in asdict(given).items():
            # What is sealed anew looks changed even where it says the same.
            if getattr(self, name, None) != said:
                setattr(self, name, said)
