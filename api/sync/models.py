"""What became of the commands that phones sent."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, enum_column
from api.sync.rules import CommandStatus


class CommandResult(Base):
    """The answer to one command, written in the command's own transaction.

    The same id gets the same answer for 400 days. `fingerprint` tells other contents under the
    same id; the contents themselves are not kept, and `answer` holds no personal data.
    """

    __tablename__ = "command_results"
    __table_args__ = (sa.CheckConstraint("status != 'later'", name="decided"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    policy_id: Mapped[str] = mapped_column(sa.ForeignKey("policies.id"), index=True)
    device_id: Mapped[str] = mapped_column(sa.ForeignKey("devices.id"))
    name: Mapped[str]
    fingerprint: Mapped[str]
    status: Mapped[CommandStatus] = mapped_column(enum_column(CommandStatus))
    answer: Mapped[dict[str, Any]] = mapped_column(sa.JSON())
    made_at: Mapped[datetime]
    handled_at: Mapped[datetime] = mapped_column(index=True)
