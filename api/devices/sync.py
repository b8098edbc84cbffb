"""What phones may do to each other's names."""

from typing import Any

from api.core.synced import Command, Order
from api.devices.family import rename_phone
from api.devices.schemas import RenamePhoneArgs


def _rename(order: Order) -> dict[str, Any]:
    binding_id = str(order.args["binding_id"])
    rename_phone(order.session, order.member, order.policy_id, binding_id, order.args["name"])
    return {"binding_id": binding_id}


COMMANDS: list[Command] = [Command("devices.rename", 1, RenamePhoneArgs, _rename)]
