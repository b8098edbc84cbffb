"""A renewed policy keeps its phones."""

from collections.abc import Callable

from werkzeug.test import TestResponse

from api.core.clock import MovableClock
from api.policies.models import Policy
from tests.cast import Card, OpenDatabase, Phone, RunJobs, card_of
from tests.factories import make_policy, renewal_of

FOLLOW = "devices.follow_renewals"


def renew(database: OpenDatabase, card: Card, **given: object) -> Card:
    with database() as session:
        policy = session.get(Policy, card.policy_id)
        assert policy is not None
        return card_of(renewal_of(session, policy, **given))


def bound(phone: Phone) -> list[str]:
    policy_ids: list[str] = phone.get("/api/session").json["bound"]
    return policy_ids


def test_it_binds_the_phones_to_the_new_policy_and_tells_them_once(
    mother: Phone,
    father: Phone,
    stranger: Phone,
    lin: Card,
    chen: Card,
    database: OpenDatabase,
    run_jobs: RunJobs,
) -> None:
    mother.pull()
    renewal = renew(database, lin)

    run_jobs(FOLLOW)
    assert run_jobs(FOLLOW) == 0

    assert mother.pull().rows.keys() == {lin.policy_id, renewal.policy_id}
    assert bound(father) == sorted([lin.policy_id, renewal.policy_id])
    assert bound(stranger) == [chen.policy_id]
    names = [each["name"] for each in mother.phones(renewal.policy_id)]
    assert sorted(names) == ["妈妈的手机", "爸爸的手机"]
    card = mother.replica.row(renewal.policy_id, "cards", renewal.policy_id)
    assert card["renews"] == lin.policy_id
    assert mother.inbox() == ["policy_renewed"]
    assert mother.replica.all("inbox")[0]["params"] == {
        "number_tail": renewal.number[-4:],
        "starts_on": "2027-01-01",
    }


def test_it_takes_a_phone_along_that_binds_the_old_policy_later(
    mother: Phone,
    new_phone: Callable[..., Phone],
    lin: Card,
    database: OpenDatabase,
    run_jobs: RunJobs,
    bind: Callable[..., TestResponse],
) -> None:
    renewal = renew(database, lin)
    run_jobs(FOLLOW)
    phone = new_phone()

    bind(phone, lin)

    assert bound(phone) == sorted([lin.policy_id, renewal.policy_id])
    assert mother.inbox() == ["policy_renewed", "phone_bound"]


def test_it_tells_the_first_phone_of_a_family_that_binds_the_old_policy(
    new_phone: Callable[..., Phone],
    lin: Card,
    database: OpenDatabase,
    run_jobs: RunJobs,
    bind: Callable[..., TestResponse],
) -> None:
    renewal = renew(database, lin)
    run_jobs(FOLLOW)
    phone = new_phone()

    bind(phone, lin)

    assert bound(phone) == sorted([lin.policy_id, renewal.policy_id])
    assert phone.inbox() == ["policy_renewed"]


def test_it_follows_a_chain_of_renewals_that_arrived_at_once(
    bound_phone: Callable[..., Phone], database: OpenDatabase, run_jobs: RunJobs
) -> None:
    """The rows are made so that both databases meet the last of the three first."""
    with database() as session:
        middle = make_policy(session)
        last = make_policy(session, renews_id=middle.id)
        first = make_policy(session)
        middle.renews_id = first.id
        chain = [first.id, middle.id, last.id]
    phone = bound_phone(chain[0])

    run_jobs(FOLLOW)

    assert bound(phone) == sorted(chain)
    assert phone.inbox() == ["policy_renewed", "policy_renewed"]


def test_it_leaves_a_phone_alone_that_was_unbound(
    mother: Phone, father: Phone, lin: Card, database: OpenDatabase, run_jobs: RunJobs
) -> None:
    father.unbind(lin.policy_id, father.own_binding(lin.policy_id))
    renewal = renew(database, lin)
    run_jobs(FOLLOW)
    assert bound(father) == []

    mother.unbind(renewal.policy_id, mother.own_binding(renewal.policy_id))
    with database() as session:
        again = session.get(Policy, renewal.policy_id)
        assert again is not None
        again.followed_at = None
    run_jobs(FOLLOW)
    assert bound(mother) == [lin.policy_id]


def test_it_handles_what_was_changed_after_the_first_time(
    mother: Phone,
    lin: Card,
    chen: Card,
    database: OpenDatabase,
    run_jobs: RunJobs,
    clock: MovableClock,
) -> None:
    """A renewal that named the wrong policy: its own phones follow once it is put right."""
    renewal = renew(database, chen)
    run_jobs(FOLLOW)
    with database() as session:
        policy = session.get(Policy, renewal.policy_id)
        assert policy is not None
        policy.renews_id, policy.followed_at = lin.policy_id, None

    run_jobs(FOLLOW)

    assert bound(mother) == sorted([lin.policy_id, renewal.policy_id])
