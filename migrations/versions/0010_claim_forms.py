"""Which claims' forms have to be made: apart from the claims, which phones hear of."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index(op.f("ix_claims_form_due_at"), "claims")
    op.drop_column("claims", "form_due_at")
    op.create_table(
        "claim_forms_due",
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_claim_forms_due_claim_id")
        ),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_claim_forms_due")),
    )
    op.create_index(op.f("ix_claim_forms_due_due_at"), "claim_forms_due", ["due_at"])


def downgrade() -> None:
    op.drop_table("claim_forms_due")
    op.add_column("claims", sa.Column("form_due_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_claims_form_due_at"), "claims", ["form_due_at"])
