"""Complaints, their photos, and what happened to them."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_REOPENED = sa.text("kind = 'reopened'")


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    _make_complaints()
    op.create_table(
        "complaint_events",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("complaint_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            _enum("complainteventkind", "received", "answered", "reopened", "closed"),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("staff_id", sa.Text(), nullable=True),
        sa.Column("staff", sa.Text(), nullable=True),
        sa.Column("words_sealed", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(phone IS NULL) != (staff_id IS NULL)", name=op.f("ck_complaint_events_one_side")
        ),
        sa.CheckConstraint(
            "(staff_id IS NULL) = (staff IS NULL)", name=op.f("ck_complaint_events_staff")
        ),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_events_complaint_id")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_accounts.id"], name=op.f("fk_complaint_events_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_events")),
        sa.UniqueConstraint(
            "complaint_id", "position", name=op.f("uq_complaint_events_complaint_id_position")
        ),
    )
    op.create_index(
        "uq_complaint_events_reopened",
        "complaint_events",
        ["complaint_id"],
        unique=True,
        sqlite_where=_REOPENED,
        postgresql_where=_REOPENED,
    )
    op.create_table(
        "complaint_papers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("complaint_id", sa.Text(), nullable=False),
        sa.Column("state", _enum("paperstate", "expected", "received", "dropped"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("upload_id", sa.Text(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.CheckConstraint("size > 0", name=op.f("ck_complaint_papers_size")),
        sa.CheckConstraint(
            "(state = 'received') = (upload_id IS NOT NULL)"
            " AND (upload_id IS NULL) = (sha256 IS NULL)",
            name=op.f("ck_complaint_papers_here"),
        ),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_papers_complaint_id")
        ),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["uploads.id"], name=op.f("fk_complaint_papers_upload_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_papers")),
        sa.UniqueConstraint(
            "complaint_id", "position", name=op.f("uq_complaint_papers_complaint_id_position")
        ),
        sa.UniqueConstraint("upload_id", name=op.f("uq_complaint_papers_upload_id")),
    )


def _make_complaints() -> None:
    op.create_table(
        "complaints",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column(
            "topic",
            _enum(
                "complainttopic",
                "reception",
                "claim",
                "payment",
                "appointment",
                "service",
                "other",
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            _enum("complaintstate", "received", "answered", "reopened", "closed"),
            nullable=False,
        ),
        sa.Column("text_sealed", sa.Text(), nullable=False),
        sa.Column("wish_sealed", sa.Text(), nullable=False),
        sa.Column("call_back", sa.Boolean(), nullable=False),
        sa.Column("visit_id", sa.Text(), nullable=True),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.Column("binding_id", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_is_estimate", sa.Boolean(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", _enum("closer", "family", "service"), nullable=True),
        sa.Column("policy_id", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('received', 'reopened')) = (due_on IS NOT NULL)",
            name=op.f("ck_complaints_due"),
        ),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)"
            " AND (closed_at IS NULL) = (closed_by IS NULL)",
            name=op.f("ck_complaints_closed"),
        ),
        sa.ForeignKeyConstraint(
            ["binding_id"], ["bindings.id"], name=op.f("fk_complaints_binding_id")
        ),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["policies.id"], name=op.f("fk_complaints_policy_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaints")),
        sa.UniqueConstraint("receipt", name=op.f("uq_complaints_receipt")),
    )
    op.create_index("ix_complaints_policy_id_rev", "complaints", ["policy_id", "rev"])
    op.create_index("ix_complaints_state_due_on", "complaints", ["state", "due_on"])


def downgrade() -> None:
    for name in ("complaint_papers", "complaint_events", "complaints"):
        op.drop_table(name)
