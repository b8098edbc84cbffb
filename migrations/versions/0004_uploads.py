"""Uploads, and the parts of those whose store can't count."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "uploads",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("policy_id", sa.Text(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "receiving",
                "complete",
                "refused",
                "expired",
                "terminated",
                name="uploadstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "refused_for",
            sa.Enum(
                "empty_file",
                "wrong_file_type",
                "too_many_pixels",
                "unreadable_file",
                name="refusedfor",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "media_type",
            sa.Enum(
                "image/jpeg",
                "image/png",
                "image/webp",
                "image/heic",
                "application/pdf",
                "application/ofd",
                name="mediatype",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attached_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("encrypted", sa.Boolean(), nullable=True),
        sa.Column(
            "preview",
            sa.Enum(
                "waiting",
                "made",
                "none",
                name="previewstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("preview_tries", sa.Integer(), nullable=False),
        sa.Column("preview_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("previewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'refused') = (refused_for IS NOT NULL)", name=op.f("ck_uploads_refused")
        ),
        sa.CheckConstraint(
            "attached_at IS NULL OR state = 'complete'", name=op.f("ck_uploads_attached")
        ),
        sa.CheckConstraint(
            "state <> 'complete' OR (sha256 IS NOT NULL AND media_type IS NOT NULL AND completed_at IS NOT NULL AND key IS NOT NULL)",
            name=op.f("ck_uploads_complete"),
        ),
        sa.CheckConstraint("length BETWEEN 1 AND 20971520", name=op.f("ck_uploads_length")),
        sa.CheckConstraint("received BETWEEN 0 AND length", name=op.f("ck_uploads_received")),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_uploads_device_id")),
        sa.ForeignKeyConstraint(["policy_id"], ["policies.id"], name=op.f("fk_uploads_policy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
        sa.UniqueConstraint("key", name=op.f("uq_uploads_key")),
    )
    with op.batch_alter_table("uploads", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_uploads_device_id"), ["device_id"], unique=False)
        batch_op.create_index(
            "ix_uploads_loose",
            ["expires_at"],
            unique=False,
            sqlite_where=sa.text("attached_at IS NULL"),
            postgresql_where=sa.text("attached_at IS NULL"),
        )
        batch_op.create_index(
            "ix_uploads_policy_id_created_at", ["policy_id", "created_at"], unique=False
        )
        batch_op.create_index(
            "ix_uploads_unseen",
            ["preview_due_at"],
            unique=False,
            sqlite_where=sa.text("preview_due_at IS NOT NULL"),
            postgresql_where=sa.text("preview_due_at IS NOT NULL"),
        )

    op.create_table(
        "upload_parts",
        sa.Column("upload_id", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.CheckConstraint("start >= 0 AND length > 0", name=op.f("ck_upload_parts_place")),
        sa.ForeignKeyConstraint(
            ["upload_id"],
            ["uploads.id"],
            name=op.f("fk_upload_parts_upload_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("upload_id", "start", name=op.f("pk_upload_parts")),
    )


def downgrade() -> None:
    op.drop_table("upload_parts")
    with op.batch_alter_table("uploads", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_uploads_unseen",
            sqlite_where=sa.text("preview_due_at IS NOT NULL"),
            postgresql_where=sa.text("preview_due_at IS NOT NULL"),
        )
        batch_op.drop_index("ix_uploads_policy_id_created_at")
        batch_op.drop_index(
            "ix_uploads_loose",
            sqlite_where=sa.text("attached_at IS NULL"),
            postgresql_where=sa.text("attached_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_uploads_device_id"))

    op.drop_table("uploads")
