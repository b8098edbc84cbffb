"""The columns of a hospitals file."""

import re
from typing import Any

from marshmallow import Schema, ValidationError, fields

from api.core.cells import DayCell, TextCell
from api.hospitals.rules import BadHours, read_days

_SEPARATORS = re.compile("[;；、]")
_YES = {"yes", "true", "1", "是", "有"}
_NO = {"no", "false", "0", "否", "无", "没有"}
_KINDS = {"private": "private", "私立": "private", "public": "public", "公立": "public"}


def split_list(text: str) -> list[str]:
    """Return the entries of a cell; they stand apart by `;` or 、."""
    return [part.strip() for part in _SEPARATORS.split(text) if part.strip()]


class YesCell(fields.Field[bool]):
    """Yes or no, 是 or 否."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> bool:
        word = str(value).lower()
        if word not in _YES | _NO:
            raise ValidationError("Write yes or no.")
        return word in _YES


class KindCell(fields.Field[str]):
    """Private or public, 私立 or 公立."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        kind = _KINDS.get(str(value).lower())
        if kind is None:
            raise ValidationError("Write private or public.")
        return kind


class ListCell(fields.Field[list[str]]):
    """Some words: `儿科;急诊科`."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> list[str]:
        return split_list(str(value))


class NetworksCell(fields.Field[dict[str, list[str]]]):
    """What each plan covers: `chengzhang:outpatient;chengzhang_plus:outpatient+inpatient`."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Any, **options: Any
    ) -> dict[str, list[str]]:
        networks: dict[str, list[str]] = {}
        for part in split_list(str(value)):
            plan, _colon, covers = (each.strip() for each in part.replace("：", ":").partition(":"))
            if plan in networks:
                raise ValidationError(f"It names {plan} twice.")
            networks[plan] = [each.strip() for each in covers.split("+")]
        return networks


class WeekCell(fields.Field[dict[str, str]]):
    """Weekly hours: `mon-fri 08:00-12:00, 13:30-17:00; sat 08:00-12:00`."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Any, **options: Any
    ) -> dict[str, str]:
        weekly: dict[str, str] = {}
        for part in re.split("[;；]", str(value)):
            if not part.strip():
                continue
            days, _space, hours = part.strip().partition(" ")
            try:
                read_days(days)
            except BadHours as problem:
                raise ValidationError(str(problem)) from None
            if days in weekly:
                raise ValidationError(f"It names {days} twice.")
            weekly[days] = hours.strip()
        return weekly


class HospitalFileRow(Schema):
    """One row of a hospitals file; an empty cell is an absent value: not verified."""

    id = TextCell(60, required=True)
    name_zh = TextCell(80, required=True)
    name_en = TextCell(120, required=True)
    pinyin = TextCell(200)
    city = TextCell(40, required=True)
    city_en = TextCell(40, load_default="")
    district_zh = TextCell(40)
    district_en = TextCell(60)
    kind = KindCell(required=True)
    department_vip_zh = TextCell(80)
    department_vip_en = TextCell(120)
    designated_inpatient = YesCell()
    departments = ListCell(load_default=list)
    services = ListCell(load_default=list)
    networks = NetworksCell(required=True)
    intro_zh = TextCell(400, required=True)
    intro_en = TextCell(800, required=True)
    address_zh = TextCell(120)
    address_en = TextCell(200)
    phone = TextCell(40)
    emergency_phone = TextCell(40)
    emergency_always = YesCell()
    hours = WeekCell()
    holiday_hours = TextCell(80)
    hours_note_zh = TextCell(120)
    hours_note_en = TextCell(200)
    lat = fields.Float()
    lon = fields.Float()
    datum = TextCell(10)
    confidence = TextCell(10, load_default="high")
    source = TextCell(120)
    source_url = TextCell(400)
    source_date = TextCell(10)
    checked_on = DayCell()
