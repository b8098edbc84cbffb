"""Members for tests that call the pull without a request."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.core.actors import Heads, Member
from api.core.synced import SyncEpoch
from api.policies.models import Policy
from tests.conftest import MORNING


def member_with(session: Session, device_id: str, policy_ids: Iterable[str]) -> Member:
    """Returns a phone that is bound to these policies and asks now."""
    bindings = dict.fromkeys(policy_ids, "binding")
    revs = session.execute(sa.select(Policy.id, Policy.rev).where(Policy.id.in_(bindings)))
    epoch = session.scalars(sa.select(SyncEpoch.epoch)).one()
    return Member(device_id, bindings, MORNING, Heads(epoch, {row.id: row.rev for row in revs}))
