"""The hotline: what policies are found by, and proposals to correct a phone."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("policyholders") as table:
        table.add_column(sa.Column("id_last4_index", sa.Text(), nullable=True))
        table.add_column(sa.Column("phone_last4_index", sa.Text(), nullable=True))
        table.create_index(op.f("ix_policyholders_id_last4_index"), ["id_last4_index"])
        table.create_index(op.f("ix_policyholders_phone_last4_index"), ["phone_last4_index"])
    with op.batch_alter_table("children") as table:
        table.add_column(sa.Column("id_last4_index", sa.Text(), nullable=True))
        table.create_index(op.f("ix_children_id_last4_index"), ["id_last4_index"])
    op.create_index("ix_policies_number_last4", "policies", ["number_last4"])
    op.create_table(
        "phone_corrections",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("policy_id", sa.Text(), nullable=False),
        sa.Column("policyholder_id", sa.Text(), nullable=False),
        sa.Column("phone_sealed", sa.Text(), nullable=False),
        sa.Column("grounds_sealed", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "approved",
                "refused",
                "withdrawn",
                name="correctionstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("proposed_by_id", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'proposed') = (decided_at IS NULL)",
            name=op.f("ck_phone_corrections_decided_at"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'refused') OR decided_by_id != proposed_by_id",
            name=op.f("ck_phone_corrections_second_person"),
        ),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["policies.id"], name=op.f("fk_phone_corrections_policy_id")
        ),
        sa.ForeignKeyConstraint(
            ["policyholder_id"],
            ["policyholders.id"],
            name=op.f("fk_phone_corrections_policyholder_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_corrections")),
    )
    op.create_index(
        op.f("ix_phone_corrections_policyholder_id"), "phone_corrections", ["policyholder_id"]
    )
    op.create_index(
        "uq_phone_corrections_waiting",
        "phone_corrections",
        ["policyholder_id"],
        unique=True,
        sqlite_where=sa.text("state = 'proposed'"),
        postgresql_where=sa.text("state = 'proposed'"),
    )


def downgrade() -> None:
    op.drop_index(
        "uq_phone_corrections_waiting",
        table_name="phone_corrections",
        sqlite_where=sa.text("state = 'proposed'"),
        postgresql_where=sa.text("state = 'proposed'"),
    )
    op.drop_index(op.f("ix_phone_corrections_policyholder_id"), table_name="phone_corrections")
    op.drop_table("phone_corrections")
    op.drop_index("ix_policies_number_last4", table_name="policies")
    with op.batch_alter_table("children") as table:
        table.drop_index(op.f("ix_children_id_last4_index"))
        table.drop_column("id_last4_index")
    with op.batch_alter_table("policyholders") as table:
        table.drop_index(op.f("ix_policyholders_phone_last4_index"))
        table.drop_index(op.f("ix_policyholders_id_last4_index"))
        table.drop_column("phone_last4_index")
        table.drop_column("id_last4_index")
