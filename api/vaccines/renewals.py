"""The doses of a child follow the renewal of its policy."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from api.policies.models import Policy
from api.uploads.models import Upload
from api.vaccines.models import Vaccination

# Later than this nothing is left behind: what is recorded then goes to the newest policy.
WATCHED = timedelta(days=7)


def follow_next_renewal(session: Session, now: datetime) -> bool:
    """Moves the doses of one policy to the renewal that its phones follow; says whether any were.

    A renewal that names another child's policy by mistake gets none of them.
    """
    renewal = aliased(Policy)
    found = session.execute(
        sa.select(Vaccination.policy_id, Vaccination.child_id, renewal.id)
        .join(renewal, renewal.renews_id == Vaccination.policy_id)
        .where(renewal.followed_at > now - WATCHED, renewal.child_id == Vaccination.child_id)
        .limit(1)
    ).first()
    if found is None:
        return False
    old_id, child_id, new_id = found
    doses = session.scalars(
        sa.select(Vaccination)
        .where(Vaccination.policy_id == old_id, Vaccination.child_id == child_id)
        .with_for_update(skip_locked=True)
    ).all()
    for dose in doses:
        dose.policy_id = new_id
        if dose.upload_id is not None:
            session.get_one(Upload, dose.upload_id).policy_id = new_id
    session.flush()
    return bool(doses)
