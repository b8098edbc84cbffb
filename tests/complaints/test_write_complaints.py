"""Writing a complaint: its receipt number, its deadline, its photos."""

from collections.abc import Callable

from api.core.clock import MovableClock
from tests.cast import Card, OpenDatabase, Phone
from tests.commands import make_command
from tests.complaints.writing import TEXT, open_args, write_complaint
from tests.factories import make_visit


def test_it_gets_a_receipt_number_and_a_deadline(mother: Phone, father: Phone, lin: Card) -> None:
    written = write_complaint(mother, lin, call_back=True)

    assert written.receipt.startswith("T2603-")
    row = written.row(father)
    assert (row["topic"], row["state"], row["text"]) == ("reception", "received", TEXT)
    assert (row["wish"], row["call_back"]) == ("把先付的钱按直付退回来", True)
    assert (row["receipt"], row["written_by"]) == (written.receipt, "妈妈的手机")
    # Five working days after Monday, 9 March.
    assert (row["due_on"], row["due_is_estimate"]) == ("2026-03-16", False)
    assert [(each["kind"], each["phone"]) for each in row["events"]] == [("received", "妈妈的手机")]


def test_it_is_told_to_the_other_phones_alone(mother: Phone, father: Phone, lin: Card) -> None:
    written = write_complaint(mother, lin)

    assert mother.inbox() == []
    assert father.inbox() == ["complaint_received"]
    params = father.replica.all("inbox")[0]["params"]
    assert params == {"complaint_id": written.id, "receipt": written.receipt}


def test_it_counts_holidays_and_made_up_saturdays(
    bound_phone: Callable[..., Phone], lin: Card, clock: MovableClock
) -> None:
    # Wednesday, 30 September 2026: a holiday until the 7th, and the 10th is a working Saturday.
    clock.move(days=205)
    phone = bound_phone(lin.policy_id)
    assert write_complaint(phone, lin).row()["due_on"] == "2026-10-13"


def test_it_takes_photos_that_come_later(mother: Phone, father: Phone, lin: Card) -> None:
    written = write_complaint(mother, lin, photos=2)
    assert [each["state"] for each in written.row()["papers"]] == ["expected", "expected"]

    assert written.deliver(1)["status"] == "done"

    papers = written.row(father)["papers"]
    assert [each["state"] for each in papers] == ["expected", "received"]
    file = f"/api/files/{papers[1]['upload_id']}/original"
    assert father.get(file).status_code == 200


def test_it_delivers_a_photo_once(mother: Phone, lin: Card) -> None:
    written = write_complaint(mother, lin, photos=1)
    args = written.uploaded()

    assert [written.send("attach", **args)["status"] for _ in range(2)] == ["done", "done"]
    again = written.send("attach", **written.uploaded())
    assert (again["status"], again["code"]) == ("rejected", "paper_settled")


def test_it_drops_a_photo_that_will_not_come(mother: Phone, lin: Card) -> None:
    written = write_complaint(mother, lin, photos=2)
    args = {"paper_id": written.papers[0]["id"]}

    assert [written.send("drop", **args)["status"] for _ in range(2)] == ["done", "done"]

    assert [each["state"] for each in written.row()["papers"]] == ["dropped", "expected"]
    assert written.send("attach", **written.uploaded())["code"] == "paper_settled"
    assert written.deliver(1)["status"] == "done"
    assert written.send("drop", paper_id=written.papers[1]["id"])["code"] == "paper_settled"


def test_it_names_the_visit_it_is_about(mother: Phone, lin: Card, database: OpenDatabase) -> None:
    with database() as session:
        visit_id = make_visit(session, lin.policy_id).id

    assert write_complaint(mother, lin, visit_id=visit_id).row()["visit_id"] == visit_id


def test_it_arrives_once_however_often_it_is_sent(mother: Phone, lin: Card) -> None:
    args = open_args()
    command = make_command(lin.policy_id, "complaints.open", args)

    first, second = mother.push(command, command)

    assert (first, first["status"]) == (second, "done")
    assert len(mother.pull().all("complaints")) == 1
    other = {**command, "args": {**args, "text": "别的话"}}
    assert mother.push(other)[0]["code"] == "command_reused"
    assert mother.pull().all("complaints")[0]["text"] == TEXT


def test_it_is_unreadable_in_the_database(mother: Phone, lin: Card, database: OpenDatabase) -> None:
    write_complaint(mother, lin)
    with database() as session:
        stored = session.connection().exec_driver_sql(
            "SELECT text_sealed, wish_sealed FROM complaints"
        )
        assert all(word not in value for value in stored.one() for word in ("小满", "直付"))
