"""The columns of a policies file that are about benefits."""

import re
from typing import Any

from marshmallow import ValidationError, fields

from api.policies.import_schemas import PolicyColumns

_PART = re.compile(r"([a-z][a-z0-9_]*):(\d{1,12})(x?)", re.ASCII)


class UsedCell(fields.Field[dict[str, tuple[int, int]]]):
    """What was used of benefits: `outpatient:846000;checkup:1x`, in fen, or times with an x."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Any, **options: Any
    ) -> dict[str, tuple[int, int]]:
        used: dict[str, tuple[int, int]] = {}
        for part in filter(None, (part.strip() for part in str(value).split(";"))):
            match = _PART.fullmatch(part)
            if match is None:
                raise ValidationError("Write it like outpatient:846000;checkup:1x.")
            amount_fen, count = used.get(match[1], (0, 0))
            if match[3]:
                used[match[1]] = amount_fen, count + int(match[2])
            else:
                used[match[1]] = amount_fen + int(match[2]), count
        return used


class PolicyFileRow(PolicyColumns):
    """One row of a policies file."""

    used = UsedCell(load_default=None)
