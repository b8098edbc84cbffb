"""Which life of the database this is."""

from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base


class SyncEpoch(Base):
    """One row. A restored backup gets a new epoch, and every phone starts over."""

    __tablename__ = "sync_epochs"

    id: Mapped[int] = mapped_column(primary_key=True)
    epoch: Mapped[str]
