"""Messages that are due are found by channel: mails that wait must not be in a code's way."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

OPEN = sa.text("state IN ('queued', 'sending')")


def upgrade() -> None:
    _replace(["channel", "next_try_at"])


def downgrade() -> None:
    _replace(["next_try_at"])


def _replace(columns: list[str]) -> None:
    op.drop_index("ix_notifications_due", "notifications")
    op.create_index(
        "ix_notifications_due",
        "notifications",
        columns,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
