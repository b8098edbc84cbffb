"""A refund knows when its gateway took it on: statements list it on that day."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("refunds", sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True))
    # Until now the day on which it was done stood for it.
    op.execute("UPDATE refunds SET taken_at = settled_at WHERE state = 'done'")


def downgrade() -> None:
    op.drop_column("refunds", "taken_at")
