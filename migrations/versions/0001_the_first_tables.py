"""The first tables: families, phones, what phones pull, what is sent."""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "children",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "sex",
            sa.Enum(
                "girl", "boy", name="sex", native_enum=False, create_constraint=True, length=32
            ),
            nullable=True,
        ),
        sa.Column("birthday", sa.Date(), nullable=False),
        sa.Column(
            "id_type",
            sa.Enum(
                "mainland_id",
                "passport",
                "hk_macau_permit",
                "taiwan_permit",
                "birth_certificate",
                name="idtype",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("id_number_sealed", sa.Text(), nullable=False),
        sa.Column("id_number_index", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_children")),
        sa.UniqueConstraint(
            "id_type", "id_number_index", name=op.f("uq_children_id_type_id_number_index")
        ),
    )
    op.create_table(
        "counters",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_counters")),
    )
    op.create_table(
        "devices",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_contact_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_devices")),
    )
    op.create_index(op.f("ix_devices_created_at"), "devices", ["created_at"], unique=False)
    op.create_table(
        "notifications",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dedupe_key", sa.Text(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum("sms", name="channel", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("recipient_sealed", sa.Text(), nullable=False),
        sa.Column("params_sealed", sa.Text(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "sending",
                "sent",
                "failed",
                name="sendingstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'sent') = (sent_at IS NOT NULL)", name=op.f("ck_notifications_sent_at")
        ),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_notifications_attempts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notifications")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_notifications_dedupe_key")),
    )
    op.create_index(
        op.f("ix_notifications_created_at"), "notifications", ["created_at"], unique=False
    )
    op.create_index(
        "ix_notifications_due",
        "notifications",
        ["next_try_at"],
        unique=False,
        sqlite_where=sa.text("state IN ('queued', 'sending')"),
        postgresql_where=sa.text("state IN ('queued', 'sending')"),
    )
    op.create_table(
        "policyholders",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column(
            "id_type",
            sa.Enum(
                "mainland_id",
                "passport",
                "hk_macau_permit",
                "taiwan_permit",
                "birth_certificate",
                name="idtype",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("id_number_sealed", sa.Text(), nullable=False),
        sa.Column("id_number_index", sa.Text(), nullable=False),
        sa.Column("phone_sealed", sa.Text(), nullable=False),
        sa.Column("phone_index", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policyholders")),
        sa.UniqueConstraint(
            "id_type", "id_number_index", name=op.f("uq_policyholders_id_type_id_number_index")
        ),
    )
    op.create_index(
        op.f("ix_policyholders_phone_index"), "policyholders", ["phone_index"], unique=False
    )
    op.create_table(
        "sync_epochs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sync_epochs")),
    )
    op.create_table(
        "consents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("privacy_version", sa.Text(), nullable=False),
        sa.Column("guardian_version", sa.Text(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_consents_device_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    op.create_index(op.f("ix_consents_device_id"), "consents", ["device_id"], unique=False)
    op.create_table(
        "device_sessions",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"],
            ["devices.id"],
            name=op.f("fk_device_sessions_device_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_device_sessions")),
    )
    op.create_index(
        op.f("ix_device_sessions_device_id"), "device_sessions", ["device_id"], unique=False
    )
    op.create_index(
        op.f("ix_device_sessions_expires_at"), "device_sessions", ["expires_at"], unique=False
    )
    op.create_table(
        "policies",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("number_last4", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "individual",
                "group",
                name="policykind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("policyholder_id", sa.Text(), nullable=False),
        sa.Column("child_id", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "active",
                "suspended",
                "terminated",
                name="policystatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "reason",
            sa.Enum(
                "payment_overdue",
                "insurer_hold",
                "data_check",
                "other",
                name="suspensionreason",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("reason_note", sa.Text(), nullable=False),
        sa.Column("renews_id", sa.Text(), nullable=True),
        sa.Column("followed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("row_rev", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'suspended') = (reason IS NOT NULL)",
            name=op.f("ck_policies_reason_of_suspension"),
        ),
        sa.CheckConstraint("renews_id != id", name=op.f("ck_policies_renews_another")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_policies_period")),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_policies_child_id")),
        sa.ForeignKeyConstraint(
            ["policyholder_id"], ["policyholders.id"], name=op.f("fk_policies_policyholder_id")
        ),
        sa.ForeignKeyConstraint(["renews_id"], ["policies.id"], name=op.f("fk_policies_renews_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policies")),
        sa.UniqueConstraint("number", name=op.f("uq_policies_number")),
        sa.UniqueConstraint("renews_id", name=op.f("uq_policies_renews_id")),
    )
    op.create_index(op.f("ix_policies_child_id"), "policies", ["child_id"], unique=False)
    op.create_index(
        "ix_policies_policyholder_id_last4",
        "policies",
        ["policyholder_id", "number_last4"],
        unique=False,
    )
    op.create_index(
        "ix_policies_renewals_to_follow",
        "policies",
        ["renews_id"],
        unique=False,
        sqlite_where=sa.text("renews_id IS NOT NULL AND followed_at IS NULL"),
        postgresql_where=sa.text("renews_id IS NOT NULL AND followed_at IS NULL"),
    )
    op.create_table(
        "benefit_balances",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("benefit", sa.Text(), nullable=False),
        sa.Column("used_fen", sa.BigInteger(), nullable=False),
        sa.Column("reviewing_fen", sa.BigInteger(), nullable=False),
        sa.Column("used_count", sa.Integer(), nullable=False),
        sa.Column("reviewing_count", sa.Integer(), nullable=False),
        sa.Column("policy_id", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "used_fen >= 0 AND reviewing_fen >= 0 AND used_count >= 0 AND reviewing_count >= 0",
            name=op.f("ck_benefit_balances_amounts"),
        ),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["policies.id"], name=op.f("fk_benefit_balances_policy_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benefit_balances")),
        sa.UniqueConstraint(
            "policy_id", "benefit", name=op.f("uq_benefit_balances_policy_id_benefit")
        ),
    )
    op.create_index(
        "ix_benefit_balances_policy_id_rev", "benefit_balances", ["policy_id", "rev"], unique=False
    )
    op.create_table(
        "benefit_uses",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("policy_id", sa.Text(), nullable=False),
        sa.Column("benefit", sa.Text(), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "opening",
                "visit",
                name="usesource",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "used",
                "reviewing",
                name="usestate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("used_on", sa.Date(), nullable=False),
        sa.CheckConstraint("amount_fen >= 0", name=op.f("ck_benefit_uses_amount")),
        sa.CheckConstraint("count >= 0", name=op.f("ck_benefit_uses_count")),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["policies.id"], name=op.f("fk_benefit_uses_policy_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benefit_uses")),
        sa.UniqueConstraint(
            "policy_id",
            "source",
            "source_id",
            name=op.f("uq_benefit_uses_policy_id_source_source_id"),
        ),
    )
    op.create_index(
        "ix_benefit_uses_policy_id_benefit", "benefit_uses", ["policy_id", "benefit"], unique=False
    )
    op.create_table(
        "bindings",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("policy_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("bound_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("step_up_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 20", name=op.f("ck_bindings_name_length")),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_bindings_device_id")),
        sa.ForeignKeyConstraint(["policy_id"], ["policies.id"], name=op.f("fk_bindings_policy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bindings")),
    )
    op.create_index(op.f("ix_bindings_policy_id"), "bindings", ["policy_id"], unique=False)
    op.create_index(
        "uq_bindings_live",
        "bindings",
        ["device_id", "policy_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "challenges",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "bind",
                "step_up",
                name="challengekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("attempt", sa.Text(), nullable=True),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("address_index", sa.Text(), nullable=False),
        sa.Column("claim_sealed", sa.Text(), nullable=True),
        sa.Column("policy_id", sa.Text(), nullable=True),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code_signature", sa.Text(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("tries BETWEEN 0 AND 5", name=op.f("ck_challenges_tries")),
        sa.ForeignKeyConstraint(
            ["device_id"], ["devices.id"], name=op.f("fk_challenges_device_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["policies.id"], name=op.f("fk_challenges_policy_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenges")),
        sa.UniqueConstraint("attempt", name=op.f("uq_challenges_attempt")),
    )
    op.create_index(op.f("ix_challenges_created_at"), "challenges", ["created_at"], unique=False)
    op.create_index(op.f("ix_challenges_device_id"), "challenges", ["device_id"], unique=False)
    op.create_index(
        "ix_challenges_waiting",
        "challenges",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("handled_at IS NULL"),
        postgresql_where=sa.text("handled_at IS NULL"),
    )
    op.create_table(
        "inbox_items",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("caused_by_device_id", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("policy_id", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["policies.id"], name=op.f("fk_inbox_items_policy_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox_items")),
    )
    op.create_index(
        "ix_inbox_items_policy_id_rev", "inbox_items", ["policy_id", "rev"], unique=False
    )
    op.create_table(
        "tombstones",
        sa.Column("collection", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Text(), nullable=False),
        sa.Column("policy_id", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["policies.id"], name=op.f("fk_tombstones_policy_id")
        ),
        sa.PrimaryKeyConstraint("collection", "row_id", name=op.f("pk_tombstones")),
    )
    op.create_index("ix_tombstones_policy_id_rev", "tombstones", ["policy_id", "rev"], unique=False)
    op.create_table(
        "visits",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("hospital", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column(
            "method",
            sa.Enum(
                "direct",
                "reimbursement",
                name="visitmethod",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("benefit", sa.Text(), nullable=False),
        sa.Column("total_fen", sa.BigInteger(), nullable=False),
        sa.Column("direct_fen", sa.BigInteger(), nullable=True),
        sa.Column("self_pay_fen", sa.BigInteger(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("policy_id", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(due_on IS NULL AND paid_on IS NULL) OR coalesce(self_pay_fen, 0) > 0",
            name=op.f("ck_visits_self_pay_due"),
        ),
        sa.CheckConstraint(
            "coalesce(direct_fen, 0) + coalesce(self_pay_fen, 0) <= total_fen",
            name=op.f("ck_visits_adds_up"),
        ),
        sa.CheckConstraint(
            "total_fen >= 0 AND direct_fen >= 0 AND self_pay_fen >= 0",
            name=op.f("ck_visits_amounts"),
        ),
        sa.ForeignKeyConstraint(["policy_id"], ["policies.id"], name=op.f("fk_visits_policy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
        sa.UniqueConstraint("number", name=op.f("uq_visits_number")),
    )
    op.create_index("ix_visits_policy_id_rev", "visits", ["policy_id", "rev"], unique=False)
    # Which life of the database this is; a restored backup gets another (docs/SYNC.md).
    epoch = sa.text("INSERT INTO sync_epochs (id, epoch) VALUES (1, :epoch)")
    op.execute(epoch.bindparams(epoch=uuid.uuid4().hex[:12]))


def downgrade() -> None:
    op.drop_index("ix_visits_policy_id_rev", table_name="visits")
    op.drop_table("visits")
    op.drop_index("ix_tombstones_policy_id_rev", table_name="tombstones")
    op.drop_table("tombstones")
    op.drop_index("ix_inbox_items_policy_id_rev", table_name="inbox_items")
    op.drop_table("inbox_items")
    op.drop_index(
        "ix_challenges_waiting",
        table_name="challenges",
        sqlite_where=sa.text("handled_at IS NULL"),
        postgresql_where=sa.text("handled_at IS NULL"),
    )
    op.drop_index(op.f("ix_challenges_device_id"), table_name="challenges")
    op.drop_index(op.f("ix_challenges_created_at"), table_name="challenges")
    op.drop_table("challenges")
    op.drop_index(
        "uq_bindings_live",
        table_name="bindings",
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index(op.f("ix_bindings_policy_id"), table_name="bindings")
    op.drop_table("bindings")
    op.drop_index("ix_benefit_uses_policy_id_benefit", table_name="benefit_uses")
    op.drop_table("benefit_uses")
    op.drop_index("ix_benefit_balances_policy_id_rev", table_name="benefit_balances")
    op.drop_table("benefit_balances")
    op.drop_index(
        "ix_policies_renewals_to_follow",
        table_name="policies",
        sqlite_where=sa.text("renews_id IS NOT NULL AND followed_at IS NULL"),
        postgresql_where=sa.text("renews_id IS NOT NULL AND followed_at IS NULL"),
    )
    op.drop_index("ix_policies_policyholder_id_last4", table_name="policies")
    op.drop_index(op.f("ix_policies_child_id"), table_name="policies")
    op.drop_table("policies")
    op.drop_index(op.f("ix_device_sessions_expires_at"), table_name="device_sessions")
    op.drop_index(op.f("ix_device_sessions_device_id"), table_name="device_sessions")
    op.drop_table("device_sessions")
    op.drop_index(op.f("ix_consents_device_id"), table_name="consents")
    op.drop_table("consents")
    op.drop_table("sync_epochs")
    op.drop_index(op.f("ix_policyholders_phone_index"), table_name="policyholders")
    op.drop_table("policyholders")
    op.drop_index(
        "ix_notifications_due",
        table_name="notifications",
        sqlite_where=sa.text("state IN ('queued', 'sending')"),
        postgresql_where=sa.text("state IN ('queued', 'sending')"),
    )
    op.drop_index(op.f("ix_notifications_created_at"), table_name="notifications")
    op.drop_table("notifications")
    op.drop_index(op.f("ix_devices_created_at"), table_name="devices")
    op.drop_table("devices")
    op.drop_table("counters")
    op.drop_table("children")
