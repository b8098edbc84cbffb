"""Policyholders may have an e-mail address, and what is sent may be a mail."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("policyholders", sa.Column("email_sealed", sa.Text(), nullable=True))
    _allow_channels("sms", "mail")


def downgrade() -> None:
    op.execute("DELETE FROM notifications WHERE channel = 'mail'")
    _allow_channels("sms")
    op.drop_column("policyholders", "email_sealed")


def _allow_channels(*channels: str) -> None:
    with op.batch_alter_table("notifications") as batch_op:
        name = batch_op.f("ck_notifications_channel")
        batch_op.drop_constraint(name, type_="check")
        allowed = ", ".join(f"'{channel}'" for channel in channels)
        batch_op.create_check_constraint(name, f"channel IN ({allowed})")
