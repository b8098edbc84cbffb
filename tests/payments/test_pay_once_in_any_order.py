"""Any order of taps, reports, failures, corrections and days: nothing is paid twice for good, and
the card is grey exactly when a bill is due.

In CI 250 runs of 50 steps on SQLite and a tenth of it on PostgreSQL; `make faults` runs more.
"""

from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy.orm import Session

from api.core.actors import Heads, Member
from api.core.clock import MovableClock, china_date
from api.core.db import db
from api.core.errors import Refusal
from api.core.ids import new_id
from api.gateways.payments import (
    CheckoutKind,
    GatewayAway,
    GatewayRefused,
    Hint,
    Order,
    OrderState,
    RefundStanding,
)
from api.payments import paying, refunding
from api.payments.changes import decide_change, propose_change
from api.payments.models import Bill, BillChange, PaymentAttempt, Refund
from api.payments.opening import follow_next_charge
from api.payments.overdue import turn_next_card
from api.payments.paying import Quote, QuoteAnswer, Wish
from api.payments.reading import state_of
from api.payments.rules import UNPAID, AttemptState, BillState, ChangeKind, RefundState
from api.policies.models import Policy
from api.policies.rules import CardState
from api.visits.models import Visit, VisitCharge
from tests.conftest import MORNING
from tests.factories import make_binding, make_device, make_policy, make_visit
from tests.payments.making import make_charge
from tests.payments.people import HE, QIAN
from tests.payments.till import Till

# The tables that no run has rows of its own in.
WHOLE_SERVICE = {"audit_chain", "audit_entries", "counters", "sync_epochs"}

PHONES, BILLS, TILLS, STEPS = 2, 2, 2, 50
REASON = "按规定处理这一笔"

a_phone = st.integers(0, PHONES - 1)
a_bill = st.integers(0, BILLS - 1)
a_till = st.integers(0, TILLS - 1)
an_index = st.integers(0, 30)


class Payments(RuleBasedStateMachine):
    """A family with two phones and two bills, and a service that changed its gateway once."""

    session: Session

    @initialize()
    def open(self) -> None:
        self._forget_earlier_runs()
        self.clock = MovableClock(MORNING)
        self.tills = [Till(self.clock, name) for name in ("first", "second")]
        self.gateways = {till.name: till for till in self.tills}
        self.wishes: list[tuple[int, Wish, int]] = []
        self.versions: list[int] = []
        with self._transaction():
            policy = make_policy(self.session)
            self.policy_id = policy.id
            self.members = []
            for number in range(PHONES):
                device = make_device(self.session)
                binding = make_binding(
                    self.session, device.id, policy.id, name=f"第{number + 1}部手机"
                )
                heads = Heads("", {})
                self.members.append(Member(device.id, {policy.id: binding.id}, MORNING, heads))
            self.visits = [self._visit(number).id for number in range(BILLS)]
        self._follow()
        with self._transaction():
            found = sa.select(Bill.id).where(Bill.policy_id == self.policy_id).order_by(Bill.id)
            self.bills = list(self.session.scalars(found))

    @rule(phone=a_phone, which=a_bill, till=a_till, right=st.sampled_from([True] * 5 + [False]))
    def tap_pay(self, phone: int, which: int, till: int, right: bool) -> None:
        with self._transaction():
            owed_fen = self.session.get_one(Bill, self.bills[which]).money.owed_fen
        amount_fen = owed_fen if right and owed_fen else 1
        wish = Wish(new_id(), self.bills[which], amount_fen, CheckoutKind.OPEN)
        self.wishes.append((phone, wish, till))
        self._begin(phone, wish, till)

    @rule(index=an_index)
    def tap_again(self, index: int) -> None:
        """The same wish arrives again; it gets the same order or none."""
        if self.wishes:
            phone, wish, till = self.wishes[index % len(self.wishes)]
            self._begin(phone, wish, till)

    @rule(phone=a_phone, which=a_bill)
    def look(self, phone: int, which: int) -> None:
        with self._transaction():
            pending = paying.pending_look(
                self.session, self.members[phone], self.bills[which], self.clock.now()
            )
        if pending:
            self._settle(pending)

    @rule(phone=a_phone, which=a_bill)
    def send_intent(self, phone: int, which: int) -> None:
        """An intent charges nothing, and says no less than what holds."""
        member, bill_id = self.members[phone], self.bills[which]
        with self._transaction():
            bill = self.session.get_one(Bill, bill_id)
            amount_fen, before = bill.money.owed_fen, bill.state
            quote = paying.quote(self.session, member, bill_id, amount_fen, self.clock.now())
            again = paying.quote(self.session, member, bill_id, amount_fen, self.clock.now())
            assert quote == again
            assert bill.state is before
            if before is BillState.PAID:
                assert quote.answer is QuoteAnswer.PAID

    @rule(index=an_index, till=a_till, less=st.sampled_from([0, 0, 0, 0, 5, -5]))
    def family_pays(self, index: int, till: int, less: int) -> None:
        """At the cashier, where an amount may be wrong."""
        pages = list(self.tills[till].pages)
        if pages:
            number = pages[index % len(pages)]
            asked_fen = self.tills[till].pages[number].order.amount_fen
            self.tills[till].pay(number, max(1, asked_fen - less))

    @rule(index=an_index, till=a_till)
    def gateway_takes_money_for_a_closed_order(self, index: int, till: int) -> None:
        pages = self.tills[till].pages
        closed = [n for n, page in pages.items() if page.standing.state is OrderState.CLOSED]
        if closed:
            page = pages[closed[index % len(closed)]]
            page.standing = replace(
                page.standing,
                state=OrderState.PAID,
                amount_fen=page.order.amount_fen,
                transaction="late",
                paid_at=self.clock.now(),
            )

    @rule(index=an_index, till=a_till, event=st.integers(0, 3), times=st.integers(1, 3))
    def gateway_reports(self, index: int, till: int, event: int, times: int) -> None:
        """Doubled, late, out of order; also of orders that weren't paid."""
        pages = list(self.tills[till].pages)
        if pages:
            number = pages[index % len(pages)]
            for _ in range(times):
                self._report(self.tills[till].name, Hint(f"{number}:{event}", number))

    @rule(till=a_till)
    def gateway_goes_or_comes(self, till: int) -> None:
        self.tills[till].is_away = not self.tills[till].is_away

    @rule(till=a_till, fails=st.booleans())
    def gateway_ends_refunds(self, till: int, fails: bool) -> None:
        self.tills[till].fails_refunds = fails
        pending = [
            number
            for number, (_, standing) in self.tills[till].refunds.items()
            if standing is RefundStanding.PENDING
        ]
        done = dict(self.tills[till].refunds)
        self.tills[till].finish_refunds()
        for number, kept in done.items():
            if number not in pending:
                self.tills[till].refunds[number] = kept

    @rule()
    def run_jobs(self) -> None:
        self._run_jobs()

    @rule(minutes=st.sampled_from([1, 10, 16, 60 * 24, 60 * 24 * 5]))
    def wait(self, minutes: int) -> None:
        self.clock.move(minutes=minutes)

    @rule(
        which=a_bill,
        self_pay_fen=st.sampled_from([0, 5_000, 12_600, 20_000]),
        paid=st.sampled_from([False] * 4 + [True]),
        days=st.sampled_from([None, 0, 3, 20]),
    )
    def insurer_corrects(self, which: int, self_pay_fen: int, paid: bool, days: int | None) -> None:
        today = china_date(self.clock.now())
        with self._transaction():
            visit = self.session.get_one(Visit, self.visits[which])
            visit.self_pay_fen = self_pay_fen
            charge = self.session.get_one(VisitCharge, visit.id)
            charge.paid_on = today if paid and self_pay_fen else None
            if days is not None:
                charge.due_on = today + timedelta(days=days)
            charge.followed_at = None
        self._follow()

    @rule(which=a_bill, postpone=st.booleans(), agrees=st.booleans())
    def staff_change(self, which: int, postpone: bool, agrees: bool) -> None:
        now = self.clock.now()
        kind = ChangeKind.POSTPONE if postpone else ChangeKind.WAIVE
        due_on = china_date(now) + timedelta(days=40) if postpone else None
        with suppress(Refusal), self._transaction():
            propose_change(self.session, QIAN, self.bills[which], kind, due_on, REASON, now)
        with suppress(Refusal), self._transaction():
            waiting = sa.select(BillChange.id).where(
                BillChange.bill_id == self.bills[which], BillChange.state == "proposed"
            )
            for change_id in self.session.scalars(waiting).all():
                decide_change(self.session, HE, change_id, agrees, now)

    @rule(which=a_bill, amount_fen=st.sampled_from([1, 2_000, 12_600]), agrees=st.booleans())
    def finance_refunds(self, which: int, amount_fen: int, agrees: bool) -> None:
        now = self.clock.now()
        with suppress(Refusal), self._transaction():
            refunding.propose_refund(self.session, QIAN, self.bills[which], amount_fen, REASON, now)
        with suppress(Refusal), self._transaction():
            waiting = sa.select(Refund.id).where(
                Refund.bill_id == self.bills[which], Refund.state == RefundState.PROPOSED
            )
            for refund_id in self.session.scalars(waiting).all():
                refunding.decide_refund(self.session, HE, refund_id, agrees, now)

    @invariant()
    def nothing_is_kept_that_is_not_owed(self) -> None:
        for bill in self._all(Bill):
            money = bill.money
            assert bill.captured_fen - bill.returned_fen <= money.due_fen
            captured = [a for a in self._all(PaymentAttempt) if a.bill_id == bill.id]
            assert bill.captured_fen == sum(a.captured_fen or 0 for a in captured)
            assert bill.returned_fen == sum(
                refund.amount_fen
                for refund in bill.refunds
                if refund.state not in {RefundState.PROPOSED, RefundState.DECLINED}
            )
            started = [a for a in captured if a.state is AttemptState.STARTED]
            assert len(started) <= 1
            if bill.state in {BillState.OPEN, BillState.PAYING}:
                assert money.owed_fen > 0
            if bill.state is BillState.PAID:
                assert money.owed_fen == 0
            assert bill.state is not BillState.PAYING or started

    @invariant()
    def the_card_is_grey_exactly_when_a_bill_is_due(self) -> None:
        today = china_date(self.clock.now())
        due = False
        for bill in self._all(Bill):
            late = bill.state in UNPAID and today > bill.due_on
            in_time = bill.paying_since and china_date(bill.paying_since) <= bill.due_on
            due = due or (late and not in_time)
        policy = self.session.get_one(Policy, self.policy_id)
        in_force = policy.starts_on <= today <= policy.ends_on
        assert (state_of(self.session, policy, today) is CardState.SUSPENDED) == (due and in_force)

    @invariant()
    def the_pass_version_only_grows(self) -> None:
        self.versions.append(self.session.get_one(Policy, self.policy_id).rev)
        assert self.versions == sorted(self.versions)
        self.session.rollback()

    def teardown(self) -> None:
        """In the end all is known: each order that was paid is booked once, or given back."""
        if not hasattr(self, "bills"):
            return
        for till in self.tills:
            till.is_away = till.fails_refunds = False
            for number, page in till.pages.items():
                if page.standing.state is OrderState.PAID:
                    self._report(till.name, Hint(f"{number}:last", number))
        for _ in range(4):
            self.clock.move(hours=2)
            self._run_jobs()
            for till in self.tills:
                till.finish_refunds()
        self.nothing_is_kept_that_is_not_owed()
        self._compare_books()
        self.session.rollback()

    def _compare_books(self) -> None:
        attempts = {a.number: a for a in self._all(PaymentAttempt)}
        assert not [a for a in attempts.values() if a.state is AttemptState.STARTED]
        for till in self.tills:
            for number, page in till.pages.items():
                paid = page.standing.state is OrderState.PAID
                booked = attempts[number].captured_fen
                assert booked == (page.standing.amount_fen if paid else None)
        back = {refund.number: refund for refund in self._all(Refund)}
        ordered = {
            number
            for number, refund in back.items()
            if refund.state in {RefundState.ORDERED, RefundState.DONE}
        }
        asked = {number for till in self.tills for number in till.refunds}
        assert ordered <= asked <= back.keys()

    def _forget_earlier_runs(self) -> None:
        """Each run's clock begins anew: the cards of the runs before would turn with it."""
        with self._transaction():
            for table in reversed(db.metadata.sorted_tables):
                if table.name not in WHOLE_SERVICE:
                    self.session.execute(table.delete())
        self.session.expunge_all()

    def _begin(self, phone: int, wish: Wish, which: int) -> None:
        """As the door does it."""
        member, till, now = self.members[phone], self.tills[which], self.clock.now()
        with self._transaction():
            pending = paying.order_in_the_way(self.session, member, wish, now)
        if pending:
            self._settle(pending)
        try:
            with self._transaction():
                reserved = paying.reserve(self.session, member, wish, till.name, now)
                if isinstance(reserved, Quote):
                    return
                gateway = self.gateways[reserved.gateway]
                attempt_id, order = reserved.id, self._order(reserved)
        except Refusal:
            return
        try:
            gateway.begin(order)
        except (GatewayAway, GatewayRefused):
            with self._transaction():
                paying.give_up(self.session, attempt_id, now)

    def _order(self, attempt: PaymentAttempt) -> Order:
        return Order(
            attempt.number,
            attempt.amount_fen,
            "账单",
            attempt.expires_at,
            "",
            "",
            "",
            CheckoutKind.OPEN,
        )

    def _settle(self, pending: paying.Pending) -> None:
        standing = paying.ask(self.gateways, pending)
        with self._transaction():
            paying.settle_attempt(self.session, pending, standing, self.clock.now())

    def _report(self, name: str, hint: Hint) -> None:
        with self._transaction():
            if not paying.is_known(self.session, name, hint):
                paying.note_callback(self.session, name, hint, self.clock.now())

    def _run_jobs(self) -> None:
        while self._job(lambda: paying.claim_look(self.session, self.clock.now()), self._settle):
            pass
        while self._job(
            lambda: refunding.claim_refund(self.session, self.clock.now()), self._settle_refund
        ):
            pass
        turned = True
        while turned:
            with self._transaction():
                turned = turn_next_card(self.session, self.clock.now())

    def _job(self, claim: Callable[[], Any], settle: Callable[[Any], None]) -> bool:
        with self._transaction():
            claimed = claim()
        if claimed is not None:
            settle(claimed)
        return claimed is not None

    def _settle_refund(self, pending: refunding.PendingRefund) -> None:
        answer = refunding.ask_refund(self.gateways, pending)
        with self._transaction():
            refunding.settle_refund(self.session, pending, *answer, self.clock.now())

    def _follow(self) -> None:
        followed = True
        while followed:
            with self._transaction():
                followed = follow_next_charge(self.session, self.clock.now())

    def _visit(self, number: int) -> Visit:
        visit = make_visit(
            self.session,
            self.policy_id,
            total_fen=90_000,
            direct_fen=60_000,
            self_pay_fen=12_600,
        )
        due_on = china_date(self.clock.now()) + timedelta(days=2 + number)
        make_charge(self.session, visit.id, due_on=due_on)
        return visit

    def _all(self, model: type[Any]) -> list[Any]:
        bills = sa.select(Bill.id).where(Bill.policy_id == self.policy_id)
        own = model.id if model is Bill else model.bill_id
        return list(self.session.scalars(sa.select(model).where(own.in_(bills))))

    def _transaction(self) -> Any:
        return _committed(self.session)


class _committed:  # noqa: N801 # reads as what it does
    def __init__(self, session: Session) -> None:
        self._session = session

    def __enter__(self) -> None:
        self._session.rollback()

    def __exit__(self, kind: Any, *_: Any) -> None:
        if kind is None:
            self._session.commit()
        else:
            self._session.rollback()


def test_it_keeps_each_promise(app: Flask, request: pytest.FixtureRequest) -> None:
    on_postgresql = "postgresql" in request.node.name
    # 250 in CI, 5,000 behind `make faults`.
    runs = settings.default.max_examples * 5 // 2 // (10 if on_postgresql else 1)
    with app.app_context():
        if not on_postgresql:
            # What reaches the disk is not the question here.
            with closing(db.engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA synchronous = OFF")
        Payments.session = db.session()
        run_state_machine_as_test(
            Payments,
            settings=settings(
                max_examples=runs,
                stateful_step_count=STEPS,
                deadline=None,
                suppress_health_check=list(HealthCheck),
                phases=[Phase.explicit, Phase.generate],
            ),
        )
