"""What became of the commands that phones sent."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "command_results",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("policy_id", sa.Text(), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "done",
                "rejected",
                "later",
                name="commandstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("status != 'later'", name=op.f("ck_command_results_decided")),
        sa.ForeignKeyConstraint(
            ["device_id"], ["devices.id"], name=op.f("fk_command_results_device_id")
        ),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["policies.id"], name=op.f("fk_command_results_policy_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_command_results")),
    )
    with op.batch_alter_table("command_results") as batch_op:
        batch_op.create_index(batch_op.f("ix_command_results_handled_at"), ["handled_at"])
        batch_op.create_index(batch_op.f("ix_command_results_policy_id"), ["policy_id"])


def downgrade() -> None:
    op.drop_table("command_results")
