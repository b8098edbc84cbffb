"""The books of the built-in payment gateway: orders, refunds, and the reports it owes."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "sandbox_orders",
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("notify_url", sa.Text(), nullable=False),
        sa.Column("return_url", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("paid_at", INSTANT, nullable=True),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("transaction_number", sa.Text(), nullable=True),
        sa.CheckConstraint("kind IN ('open', 'scan')", name=op.f("ck_sandbox_orders_checkoutkind")),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_sandbox_orders_amount")),
        sa.CheckConstraint(
            "(paid_at IS NULL) = (transaction_number IS NULL)", name=op.f("ck_sandbox_orders_paid")
        ),
        sa.CheckConstraint(
            "paid_at IS NULL OR closed_at IS NULL", name=op.f("ck_sandbox_orders_one_end")
        ),
        sa.PrimaryKeyConstraint("gateway", "number", name=op.f("pk_sandbox_orders")),
        sa.UniqueConstraint(
            "transaction_number", name=op.f("uq_sandbox_orders_transaction_number")
        ),
    )
    op.create_index("ix_sandbox_orders_gateway_paid_at", "sandbox_orders", ["gateway", "paid_at"])
    op.create_table(
        "sandbox_refunds",
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("order_number", sa.Text(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("requested_at", INSTANT, nullable=False),
        sa.Column("done_at", INSTANT, nullable=False),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_sandbox_refunds_amount")),
        sa.ForeignKeyConstraint(
            ["gateway", "order_number"],
            ["sandbox_orders.gateway", "sandbox_orders.number"],
            name=op.f("fk_sandbox_refunds_gateway_order_number"),
        ),
        sa.PrimaryKeyConstraint("gateway", "number", name=op.f("pk_sandbox_refunds")),
    )
    for column in ("order_number", "requested_at"):
        op.create_index(
            f"ix_sandbox_refunds_gateway_{column}", "sandbox_refunds", ["gateway", column]
        )
    op.create_table(
        "sandbox_callbacks",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("order_number", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("due_at", INSTANT, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_sandbox_callbacks_attempts")),
        sa.CheckConstraint(
            "due_at IS NULL OR sent_at IS NULL", name=op.f("ck_sandbox_callbacks_one_end")
        ),
        sa.ForeignKeyConstraint(
            ["gateway", "order_number"],
            ["sandbox_orders.gateway", "sandbox_orders.number"],
            name=op.f("fk_sandbox_callbacks_gateway_order_number"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sandbox_callbacks")),
    )
    op.create_index(
        "ix_sandbox_callbacks_gateway_order_number",
        "sandbox_callbacks",
        ["gateway", "order_number"],
    )
    op.create_index(
        "ix_sandbox_callbacks_due",
        "sandbox_callbacks",
        ["gateway", "due_at"],
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )


def downgrade() -> None:
    for table in ("sandbox_callbacks", "sandbox_refunds", "sandbox_orders"):
        op.drop_table(table)
