"""A row that moved from policy to policy leaves a tombstone in each."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEY = ["collection", "row_id"]


def upgrade() -> None:
    _rebuild([*KEY, "policy_id"])


def downgrade() -> None:
    stones = sa.table(
        "tombstones", *(sa.column(name) for name in ("collection", "row_id", "policy_id", "rev"))
    )
    # The older table has room for one: the last deletion of each row.
    later = stones.alias()
    op.execute(
        sa.delete(stones).where(
            sa.exists().where(
                later.c.collection == stones.c.collection,
                later.c.row_id == stones.c.row_id,
                sa.or_(
                    later.c.rev > stones.c.rev,
                    sa.and_(later.c.rev == stones.c.rev, later.c.policy_id > stones.c.policy_id),
                ),
            )
        )
    )
    _rebuild(KEY)


def _rebuild(key: list[str]) -> None:
    with op.batch_alter_table("tombstones") as batch:
        batch.drop_constraint(op.f("pk_tombstones"), type_="primary")
        batch.create_primary_key(op.f("pk_tombstones"), key)
