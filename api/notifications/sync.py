"""What phones pull: the inbox."""

from typing import Any

import sqlalchemy as sa

from api.core.actors import Member
from api.core.clock import instant_text
from api.core.synced import Collection, collection
from api.notifications.models import InboxItem
from api.notifications.schemas import InboxRow


def _dump(item: InboxItem) -> dict[str, Any]:
    return {
        "id": item.id,
        "template": item.template,
        "params": item.params,
        "created_at": instant_text(item.created_at),
    }


def _caused_by(member: Member) -> sa.ColumnElement[bool]:
    return InboxItem.caused_by_device_id.is_not_distinct_from(member.device_id)


# The collection `inbox`, without what a phone caused itself.
COLLECTIONS: list[Collection] = [collection(InboxItem, InboxRow, _dump, _caused_by)]
