"""Claims with their documents and decisions, accounts and payouts; what claims use of benefits."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# What used a benefit before this revision.
_SOURCES = ("opening", "visit")


def _allow_uses_of(before: tuple[str, ...], more: tuple[str, ...] = ()) -> None:
    kinds = ", ".join(f"'{kind}'" for kind in (*before, *more))
    with op.batch_alter_table("benefit_uses") as batch_op:
        name = batch_op.f("ck_benefit_uses_usesource")
        batch_op.drop_constraint(name, type_="check")
        batch_op.create_check_constraint(name, f"source IN ({kinds})")


def upgrade() -> None:
    _allow_uses_of(_SOURCES, ("claim",))
    op.create_table(
        "claim_receipts",
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("receipt", name=op.f("pk_claim_receipts")),
    )
    op.create_table(
        "payout_batches",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_batches")),
        sa.UniqueConstraint("number", name=op.f("uq_payout_batches_number")),
    )
    op.create_table(
        "payout_accounts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("holder_sealed", sa.Text(), nullable=False),
        sa.Column("bank", sa.Text(), nullable=False),
        sa.Column("number_sealed", sa.Text(), nullable=False),
        sa.Column("number_index", sa.Text(), nullable=False),
        sa.Column("last4", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "unconfirmed",
                "confirmed",
                "replaced",
                name="accountstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("binding_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("policy_id", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(last4) = 4", name=op.f("ck_payout_accounts_last4")),
        sa.ForeignKeyConstraint(
            ["binding_id"], ["bindings.id"], name=op.f("fk_payout_accounts_binding_id")
        ),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["policies.id"], name=op.f("fk_payout_accounts_policy_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_accounts")),
    )
    with op.batch_alter_table("payout_accounts", schema=None) as batch_op:
        batch_op.create_index(
            "ix_payout_accounts_policy_id_rev", ["policy_id", "rev"], unique=False
        )
        batch_op.create_index(
            "uq_payout_accounts_confirmed",
            ["policy_id"],
            unique=True,
            sqlite_where=sa.text("state = 'confirmed'"),
            postgresql_where=sa.text("state = 'confirmed'"),
        )

    op.create_table(
        "claims",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "public_outpatient",
                "public_inpatient",
                "internet",
                "private_paid",
                name="claimkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "announced",
                "complete",
                "under_assessment",
                "documents_requested",
                "decided",
                "paid",
                "withdrawn",
                name="claimstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("hospital", sa.Text(), nullable=False),
        sa.Column("hospital_id", sa.Text(), nullable=True),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("discharged_on", sa.Date(), nullable=True),
        sa.Column("diagnosis_sealed", sa.Text(), nullable=False),
        sa.Column("note_sealed", sa.Text(), nullable=False),
        sa.Column("total_fen", sa.BigInteger(), nullable=False),
        sa.Column("follow_up", sa.Boolean(), nullable=True),
        sa.Column("licensed", sa.Boolean(), nullable=True),
        sa.Column("benefit", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=True),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column("binding_id", sa.Text(), nullable=False),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_is_estimate", sa.Boolean(), nullable=False),
        sa.Column("target_on", sa.Date(), nullable=True),
        sa.Column("assessment_sealed", sa.Text(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "approved",
                "partly",
                "declined",
                name="claimoutcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_fen", sa.BigInteger(), nullable=True),
        sa.Column("steps_sealed", sa.Text(), nullable=True),
        sa.Column("explanation_sealed", sa.Text(), nullable=True),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("form_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("policy_id", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'internet') = (follow_up IS NOT NULL) AND (follow_up IS NULL) = (licensed IS NULL)",
            name=op.f("ck_claims_internet"),
        ),
        sa.CheckConstraint(
            "(status = 'paid') = (paid_at IS NOT NULL)", name=op.f("ck_claims_paid")
        ),
        sa.CheckConstraint(
            "(status IN ('decided', 'paid')) = (outcome IS NOT NULL) AND (outcome IS NULL) = (decided_at IS NULL) AND (outcome IS NULL) = (approved_fen IS NULL)",
            name=op.f("ck_claims_decided"),
        ),
        sa.CheckConstraint(
            "outcome != 'declined' OR approved_fen = 0", name=op.f("ck_claims_declined")
        ),
        sa.CheckConstraint(
            "status = 'withdrawn' OR (status = 'announced') = (completed_at IS NULL)",
            name=op.f("ck_claims_completed"),
        ),
        sa.CheckConstraint("approved_fen >= 0", name=op.f("ck_claims_approved")),
        sa.CheckConstraint("total_fen > 0", name=op.f("ck_claims_total")),
        sa.CheckConstraint("visited_on <= discharged_on", name=op.f("ck_claims_stay")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["payout_accounts.id"], name=op.f("fk_claims_account_id")
        ),
        sa.ForeignKeyConstraint(["binding_id"], ["bindings.id"], name=op.f("fk_claims_binding_id")),
        sa.ForeignKeyConstraint(["policy_id"], ["policies.id"], name=op.f("fk_claims_policy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
        sa.UniqueConstraint("receipt", name=op.f("uq_claims_receipt")),
    )
    with op.batch_alter_table("claims", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claims_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_claims_form_due_at"), ["form_due_at"], unique=False)
        batch_op.create_index("ix_claims_policy_id_rev", ["policy_id", "rev"], unique=False)
        batch_op.create_index("ix_claims_status_target_on", ["status", "target_on"], unique=False)

    op.create_table(
        "claim_decisions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "in_force",
                "returned",
                "overtaken",
                name="decisionstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "outcome",
            sa.Enum(
                "approved",
                "partly",
                "declined",
                name="claimoutcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "reason",
            sa.Enum(
                "not_follow_up",
                "not_licensed",
                "not_covered",
                "no_authorisation",
                "paid_already",
                "not_the_child",
                "not_answered",
                "not_genuine",
                "other",
                name="declinereason",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("benefit", sa.Text(), nullable=False),
        sa.Column("approved_fen", sa.BigInteger(), nullable=False),
        sa.Column("deductible_fen", sa.BigInteger(), nullable=False),
        sa.Column("override_fen", sa.BigInteger(), nullable=True),
        sa.Column("override_reason_sealed", sa.Text(), nullable=True),
        sa.Column("steps_sealed", sa.Text(), nullable=False),
        sa.Column("explanation_sealed", sa.Text(), nullable=False),
        sa.Column("proposed_by_id", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("second_id", sa.Text(), nullable=True),
        sa.Column("second", sa.Text(), nullable=True),
        sa.Column("second_words_sealed", sa.Text(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(outcome = 'declined') = (reason IS NOT NULL)", name=op.f("ck_claim_decisions_reason")
        ),
        sa.CheckConstraint(
            "approved_fen >= 0 AND deductible_fen >= 0", name=op.f("ck_claim_decisions_amounts")
        ),
        sa.CheckConstraint(
            "(override_fen IS NULL) = (override_reason_sealed IS NULL)",
            name=op.f("ck_claim_decisions_override"),
        ),
        sa.CheckConstraint(
            "second_id != proposed_by_id", name=op.f("ck_claim_decisions_two_people")
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_claim_decisions_claim_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_decisions")),
    )
    with op.batch_alter_table("claim_decisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claim_decisions_claim_id"), ["claim_id"], unique=False)
        batch_op.create_index(
            "uq_claim_decisions_open",
            ["claim_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('proposed', 'in_force')"),
            postgresql_where=sa.text("state IN ('proposed', 'in_force')"),
        )

    op.create_table(
        "claim_documents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "invoice",
                "medical_record",
                "exam_report",
                "e_card",
                "child_id",
                "bank_account",
                "claim_form",
                "signature",
                "prescription",
                "other",
                name="documentkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "expected",
                "received",
                "retake_requested",
                "replaced",
                "dropped",
                name="documentstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("binding_id", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("upload_id", sa.Text(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaces_id", sa.Text(), nullable=True),
        sa.Column("retake_sealed", sa.Text(), nullable=True),
        sa.Column("policy_id", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(upload_id IS NULL) = (state IN ('expected', 'dropped')) AND (upload_id IS NULL) = (received_at IS NULL) AND (upload_id IS NULL) = (sha256 IS NULL)",
            name=op.f("ck_claim_documents_here"),
        ),
        sa.CheckConstraint("replaces_id != id", name=op.f("ck_claim_documents_replaces_another")),
        sa.CheckConstraint("size > 0", name=op.f("ck_claim_documents_size")),
        sa.ForeignKeyConstraint(
            ["binding_id"], ["bindings.id"], name=op.f("fk_claim_documents_binding_id")
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_claim_documents_claim_id")
        ),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["policies.id"], name=op.f("fk_claim_documents_policy_id")
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["claim_documents.id"], name=op.f("fk_claim_documents_replaces_id")
        ),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["uploads.id"], name=op.f("fk_claim_documents_upload_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_documents")),
        sa.UniqueConstraint(
            "claim_id", "position", name=op.f("uq_claim_documents_claim_id_position")
        ),
        sa.UniqueConstraint("upload_id", name=op.f("uq_claim_documents_upload_id")),
    )
    with op.batch_alter_table("claim_documents", schema=None) as batch_op:
        batch_op.create_index(
            "ix_claim_documents_policy_id_rev", ["policy_id", "rev"], unique=False
        )

    op.create_table(
        "claim_events",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "announced",
                "documents_added",
                "complete",
                "assessment_begun",
                "documents_requested",
                "request_answered",
                "decided",
                "reopened",
                "paid",
                "withdrawn",
                name="claimeventkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("params_sealed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_claim_events_claim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_events")),
        sa.UniqueConstraint("claim_id", "position", name=op.f("uq_claim_events_claim_id_position")),
    )
    op.create_table(
        "claim_invoices",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("policyholder_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("number_key", sa.Text(), nullable=True),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_claim_invoices_amount")),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_claim_invoices_claim_id")
        ),
        sa.ForeignKeyConstraint(
            ["policyholder_id"],
            ["policyholders.id"],
            name=op.f("fk_claim_invoices_policyholder_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_invoices")),
        sa.UniqueConstraint(
            "claim_id", "position", name=op.f("uq_claim_invoices_claim_id_position")
        ),
    )
    with op.batch_alter_table("claim_invoices", schema=None) as batch_op:
        batch_op.create_index(
            "uq_claim_invoices_live",
            ["policyholder_id", "number_key"],
            unique=True,
            sqlite_where=sa.text("live AND number_key IS NOT NULL"),
            postgresql_where=sa.text("live AND number_key IS NOT NULL"),
        )

    op.create_table(
        "claim_requests",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("document_ids", sa.JSON(), nullable=False),
        sa.Column("note_sealed", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_claim_requests_claim_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_requests")),
        sa.UniqueConstraint(
            "claim_id", "position", name=op.f("uq_claim_requests_claim_id_position")
        ),
    )
    op.create_table(
        "payouts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("batch_id", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(paid_on IS NULL) = (paid_at IS NULL) AND (paid_on IS NULL) = (reference IS NULL)",
            name=op.f("ck_payouts_paid"),
        ),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_payouts_amount")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["payout_accounts.id"], name=op.f("fk_payouts_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["payout_batches.id"], name=op.f("fk_payouts_batch_id")
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_payouts_claim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payouts")),
        sa.UniqueConstraint("claim_id", name=op.f("uq_payouts_claim_id")),
    )
    with op.batch_alter_table("payouts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_payouts_batch_id"), ["batch_id"], unique=False)


def downgrade() -> None:
    op.drop_table("payouts")
    op.drop_table("claim_requests")
    op.drop_table("claim_invoices")
    op.drop_table("claim_events")
    op.drop_table("claim_documents")
    op.drop_table("claim_decisions")
    op.drop_table("claims")
    op.drop_table("payout_accounts")
    op.drop_table("payout_batches")
    op.drop_table("claim_receipts")
    op.execute("DELETE FROM benefit_uses WHERE source = 'claim'")
    _allow_uses_of(_SOURCES)
