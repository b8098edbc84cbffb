"""Bills, payments and refunds; what visits carried of due and paid moves there."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_SELF_PAY_DUE = "(due_on IS NULL AND paid_on IS NULL) OR coalesce(self_pay_fen, 0) > 0"


def upgrade() -> None:
    op.add_column(
        "policies",
        sa.Column("payment_overdue", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_index(
        "ix_policies_overdue",
        "policies",
        ["id"],
        sqlite_where=sa.text("payment_overdue"),
        postgresql_where=sa.text("payment_overdue"),
    )
    # From now on bills say so, not the insurer's file. The phones hear of it.
    op.execute(
        "UPDATE policies SET status = 'active', reason = NULL, rev = rev + 1, row_rev = rev + 1"
        " WHERE reason = 'payment_overdue'"
    )
    _move_charges()
    op.create_table(
        "payment_callbacks",
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("gateway", "event_id", name=op.f("pk_payment_callbacks")),
    )
    op.create_index(op.f("ix_payment_callbacks_at"), "payment_callbacks", ["at"])
    op.create_table(
        "bills",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "visit", name="billsource", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "paying",
                "paid",
                "waived",
                "cancelled",
                name="billstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("hospital", sa.Text(), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("billed_fen", sa.BigInteger(), nullable=False),
        sa.Column("reduced_fen", sa.BigInteger(), nullable=False),
        sa.Column("captured_fen", sa.BigInteger(), nullable=False),
        sa.Column("returned_fen", sa.BigInteger(), nullable=False),
        sa.Column("outside_fen", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("insurers_due_on", sa.Date(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("receipt", sa.Text(), nullable=True),
        sa.Column("paying_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paying_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paying_phone", sa.Text(), nullable=True),
        sa.Column("paying_binding_id", sa.Text(), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded", sa.Integer(), nullable=True),
        sa.Column("policy_id", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'paid') = (paid_at IS NOT NULL)", name=op.f("ck_bills_paid")),
        sa.CheckConstraint(
            "(state = 'paying') = (paying_since IS NOT NULL)", name=op.f("ck_bills_paying")
        ),
        sa.CheckConstraint(
            "billed_fen >= 0 AND reduced_fen >= 0 AND outside_fen >= 0",
            name=op.f("ck_bills_amounts"),
        ),
        sa.CheckConstraint(
            "captured_fen >= returned_fen AND returned_fen >= 0", name=op.f("ck_bills_returned")
        ),
        sa.ForeignKeyConstraint(["policy_id"], ["policies.id"], name=op.f("fk_bills_policy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bills")),
        sa.UniqueConstraint("number", name=op.f("uq_bills_number")),
        sa.UniqueConstraint("receipt", name=op.f("uq_bills_receipt")),
        sa.UniqueConstraint("source", "source_id", name=op.f("uq_bills_source_source_id")),
    )
    op.create_index("ix_bills_policy_id_rev", "bills", ["policy_id", "rev"])
    op.create_index("ix_bills_state_due_on", "bills", ["state", "due_on"])
    op.create_table(
        "bill_changes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("bill_id", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "waive",
                "postpone",
                name="changekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "approved",
                "refused",
                name="changestate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_by_id", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("second_id", sa.Text(), nullable=True),
        sa.Column("second", sa.Text(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(kind = 'postpone') = (due_on IS NOT NULL)", name=op.f("ck_bill_changes_due_on")
        ),
        sa.CheckConstraint(
            "second_id != proposed_by_id", name=op.f("ck_bill_changes_second_person")
        ),
        sa.ForeignKeyConstraint(["bill_id"], ["bills.id"], name=op.f("fk_bill_changes_bill_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bill_changes")),
    )
    op.create_index(
        "uq_bill_changes_proposed",
        "bill_changes",
        ["bill_id"],
        unique=True,
        sqlite_where=sa.text("state = 'proposed'"),
        postgresql_where=sa.text("state = 'proposed'"),
    )
    op.create_table(
        "payment_attempts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("bill_id", sa.Text(), nullable=False),
        sa.Column("policy_id", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "started",
                "captured",
                "closed",
                name="attemptstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "open",
                "scan",
                name="checkoutkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("binding_id", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("look_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("looks", sa.Integer(), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("captured_fen", sa.BigInteger(), nullable=True),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("transaction", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(state = 'captured') = (captured_at IS NOT NULL)",
            name=op.f("ck_payment_attempts_captured_when"),
        ),
        sa.CheckConstraint(
            "(state = 'captured') = (captured_fen IS NOT NULL)",
            name=op.f("ck_payment_attempts_captured"),
        ),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_payment_attempts_amount")),
        sa.ForeignKeyConstraint(
            ["bill_id"], ["bills.id"], name=op.f("fk_payment_attempts_bill_id")
        ),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["policies.id"], name=op.f("fk_payment_attempts_policy_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_attempts")),
    )
    op.create_index("ix_payment_attempts_bill_id", "payment_attempts", ["bill_id"])
    op.create_index(
        "ix_payment_attempts_look_at",
        "payment_attempts",
        ["look_at"],
        sqlite_where=sa.text("look_at IS NOT NULL"),
        postgresql_where=sa.text("look_at IS NOT NULL"),
    )
    op.create_index(
        "uq_payment_attempts_started",
        "payment_attempts",
        ["bill_id"],
        unique=True,
        sqlite_where=sa.text("state = 'started'"),
        postgresql_where=sa.text("state = 'started'"),
    )
    op.create_table(
        "refunds",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("bill_id", sa.Text(), nullable=False),
        sa.Column("attempt_id", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "declined",
                "ordered",
                "done",
                "failed",
                name="refundstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "cause",
            sa.Enum(
                "twice",
                "not_owed",
                "goodwill",
                name="refundcause",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by_id", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("second_id", sa.Text(), nullable=True),
        sa.Column("second", sa.Text(), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_refunds_amount")),
        sa.CheckConstraint("second_id != proposed_by_id", name=op.f("ck_refunds_second_person")),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["payment_attempts.id"], name=op.f("fk_refunds_attempt_id")
        ),
        sa.ForeignKeyConstraint(["bill_id"], ["bills.id"], name=op.f("fk_refunds_bill_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refunds")),
    )
    op.create_index("ix_refunds_bill_id", "refunds", ["bill_id"])
    op.create_index(
        "ix_refunds_next_at",
        "refunds",
        ["next_at"],
        sqlite_where=sa.text("next_at IS NOT NULL"),
        postgresql_where=sa.text("next_at IS NOT NULL"),
    )
    _open_books()


def _open_books() -> None:
    op.create_table(
        "statements",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_by", sa.Text(), nullable=False),
        sa.Column("captures", sa.Integer(), nullable=False),
        sa.Column("captured_fen", sa.BigInteger(), nullable=False),
        sa.Column("refunds", sa.Integer(), nullable=False),
        sa.Column("refunded_fen", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
        sa.UniqueConstraint("gateway", "day", name=op.f("uq_statements_gateway_day")),
    )
    op.create_table(
        "statement_differences",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("statement_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "not_here",
                "not_there",
                "amount",
                "other_day",
                name="differencekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "gone",
                "explained",
                name="differencestate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("bill_id", sa.Text(), nullable=True),
        sa.Column("transaction", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ours_fen", sa.BigInteger(), nullable=False),
        sa.Column("theirs_fen", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("settled_by", sa.Text(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'explained') = (note IS NOT NULL)", name=op.f("ck_statement_differences_note")
        ),
        sa.ForeignKeyConstraint(
            ["bill_id"], ["bills.id"], name=op.f("fk_statement_differences_bill_id")
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statements.id"], name=op.f("fk_statement_differences_statement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_differences")),
        sa.UniqueConstraint(
            "statement_id", "number", name=op.f("uq_statement_differences_statement_id_number")
        ),
    )
    op.create_index(
        "ix_statement_differences_open",
        "statement_differences",
        ["statement_id"],
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )


def _move_charges() -> None:
    # SQLite makes `visits` anew, which nothing may refer to meanwhile: hence the way round.
    op.execute(
        "CREATE TEMPORARY TABLE charges_before AS SELECT id, due_on, paid_on FROM visits"
        " WHERE coalesce(self_pay_fen, 0) > 0"
    )
    with op.batch_alter_table("visits") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_visits_self_pay_due"), type_="check")
        batch_op.drop_column("due_on")
        batch_op.drop_column("paid_on")
    op.create_table(
        "visit_charges",
        sa.Column("visit_id", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("followed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visits.id"], name=op.f("fk_visit_charges_visit_id")
        ),
        sa.PrimaryKeyConstraint("visit_id", name=op.f("pk_visit_charges")),
    )
    op.create_index(
        "ix_visit_charges_to_follow",
        "visit_charges",
        ["visit_id"],
        sqlite_where=sa.text("followed_at IS NULL"),
        postgresql_where=sa.text("followed_at IS NULL"),
    )
    op.execute(
        "INSERT INTO visit_charges (visit_id, due_on, paid_on)"
        " SELECT id, due_on, paid_on FROM charges_before"
    )
    op.execute("DROP TABLE charges_before")


def downgrade() -> None:
    for name in (
        "statement_differences",
        "statements",
        "refunds",
        "payment_attempts",
        "bill_changes",
        "bills",
        "payment_callbacks",
    ):
        op.drop_table(name)
    op.execute(
        "CREATE TEMPORARY TABLE charges_before AS SELECT visit_id, due_on, paid_on"
        " FROM visit_charges"
    )
    op.drop_table("visit_charges")
    op.add_column("visits", sa.Column("due_on", sa.Date(), nullable=True))
    op.add_column("visits", sa.Column("paid_on", sa.Date(), nullable=True))
    for name in ("due_on", "paid_on"):
        op.execute(
            f"UPDATE visits SET {name} ="  # noqa: S608 # two names of ours
            f" (SELECT {name} FROM charges_before WHERE visit_id = visits.id)"
        )
    op.execute("DROP TABLE charges_before")
    with op.batch_alter_table("visits") as batch_op:
        batch_op.create_check_constraint(batch_op.f("ck_visits_self_pay_due"), _SELF_PAY_DUE)
    op.drop_index("ix_policies_overdue", "policies")
    op.drop_column("policies", "payment_overdue")
