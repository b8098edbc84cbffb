"""The family that pulls: a phone bound to two policies with two hundred visits."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy.orm import Session

from api.core.db import db
from api.policies.models import Policy
from tests.factories import (
    make_benefit,
    make_binding,
    make_child,
    make_device,
    make_holder,
    make_inbox_item,
    make_policy,
    make_session,
    make_visit,
)

BENEFITS = ("outpatient", "inpatient", "vaccination", "dental", "checkup", "transport")
HOSPITALS = (
    "复旦大学附属儿科医院", "上海儿童医学中心", "上海市儿童医院", "新华医院", "和睦家医院",
    "嘉会国际医院", "百汇医疗", "上海交通大学医学院附属瑞金医院", "华山医院国际医疗中心",
    "企鹅杏仁诊所", "德达医院", "唯儿诺儿科门诊部",
)  # fmt: skip
DEPARTMENTS = ("儿科", "儿内科", "呼吸科", "皮肤科", "口腔科", "眼科", "儿童保健科", "急诊科")


@dataclass(frozen=True)
class Phone:
    """A phone's session token, and the ids of the policies it is bound to."""

    token: str
    policy_ids: tuple[str, ...]


def make_phone(app: Flask, policies: int = 2, visits: int = 200, seed: int = 1) -> Phone:
    """Adds a family with so many policies, and so many visits in all."""
    draw = random.Random(seed)
    with app.app_context():
        session = db.session()
        holder = make_holder(session, phone=f"+86138{seed:08d}")
        now = datetime.now(UTC)
        device = make_device(session, created_at=now, last_contact_at=now)
        token = make_session(session, device.id, now)
        ids = []
        for serial in range(policies):
            number = f"CZ2026{seed:06d}{serial:02d}"
            child = make_child(session, name=("林小满", "林小星")[serial % 2])
            policy = make_policy(session, policyholder=holder, child=child, number=number)
            make_binding(session, device.id, policy.id)
            _fill(session, draw, policy, visits // policies)
            ids.append(policy.id)
        session.commit()
        session.close()
    return Phone(token, tuple(ids))


def _fill(session: Session, draw: random.Random, policy: Policy, visits: int) -> None:
    for benefit in BENEFITS:
        used, reviewing = draw.randrange(900_000), draw.choice((0, 0, draw.randrange(90_000)))
        count = draw.randrange(9)
        values = {"used_fen": used, "reviewing_fen": reviewing, "used_count": count}
        make_benefit(session, policy.id, benefit=benefit, **values)
    for _ in range(3):
        make_inbox_item(session, policy.id)
    for serial in range(visits):
        total = draw.randrange(8_000, 400_000)
        paid_by_plan = draw.choice((total, total * 9 // 10, total * 8 // 10))
        make_visit(
            session,
            policy.id,
            number=f"JZ{policy.number[2:]}{serial:05d}",
            hospital=draw.choice(HOSPITALS),
            department=draw.choice(DEPARTMENTS),
            visited_on=policy.starts_on + timedelta(days=draw.randrange(300)),
            benefit=draw.choice(BENEFITS[:4]),
            total_fen=total,
            direct_fen=paid_by_plan,
            self_pay_fen=total - paid_by_plan,
        )
