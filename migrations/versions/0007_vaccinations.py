"""The doses that children got."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "vaccinations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("child_id", sa.Text(), nullable=False),
        sa.Column("vaccine_id", sa.Text(), nullable=False),
        sa.Column("name_sealed", sa.Text(), nullable=False),
        sa.Column("dose", sa.Integer(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("batch_sealed", sa.Text(), nullable=False),
        sa.Column("place_sealed", sa.Text(), nullable=False),
        sa.Column("reaction_sealed", sa.Text(), nullable=False),
        sa.Column("note_sealed", sa.Text(), nullable=False),
        sa.Column("upload_id", sa.Text(), nullable=True),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("policy_id", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.CheckConstraint("dose BETWEEN 1 AND 20", name=op.f("ck_vaccinations_dose")),
        sa.ForeignKeyConstraint(
            ["child_id"], ["children.id"], name=op.f("fk_vaccinations_child_id")
        ),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["policies.id"], name=op.f("fk_vaccinations_policy_id")
        ),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["uploads.id"], name=op.f("fk_vaccinations_upload_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vaccinations")),
        sa.UniqueConstraint("upload_id", name=op.f("uq_vaccinations_upload_id")),
    )
    op.create_index(op.f("ix_vaccinations_child_id"), "vaccinations", ["child_id"])
    op.create_index("ix_vaccinations_policy_id_rev", "vaccinations", ["policy_id", "rev"])
    op.create_index(op.f("ix_policies_followed_at"), "policies", ["followed_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_policies_followed_at"), table_name="policies")
    op.drop_table("vaccinations")
