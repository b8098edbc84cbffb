"""Payouts leave in batches and are paid once the bank's file says so, each once."""

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from api.claims.deciding import Verdict
from api.claims.paying import batches, export_payouts, payouts_of
from api.claims.payout_files import COLUMNS, PaidFileRow, PaidImport, payout_file
from api.claims.payout_models import Payout
from api.claims.settlement import Override
from api.core.actors import COMMAND_LINE, Role
from api.core.errors import Refusal
from api.core.import_command import columns_of
from api.core.imports import Outcome, Report, import_rows
from api.core.sheets import open_sheet
from tests.cast import Card, Phone, on_sqlite
from tests.claims.desks import DONE, WHOLE, Desk, MakeDesk
from tests.claims.filing import BANK_NUMBER, OTHER_NUMBER, Filed, account, file_claim, header

StepUp = Callable[[Phone, Card], TestResponse]
PAYS = 40_000


def confirm(phone: Phone, filed: Filed, step_up: StepUp) -> None:
    step_up(phone, filed.card)
    account_id = filed.row()["account_id"]
    result = phone.send(filed.card, "claims.confirm_account", account_id=account_id)
    assert result["status"] == "done"


def decided(phone: Phone, card: Card, assessor: Desk, **changes: Any) -> Filed:
    values = {"claim": header(invoices=[{"amount_fen": 200_000}]), **changes}
    filed = file_claim(phone, card, "invoice", **values)
    filed.deliver_all()
    assessor.begin(filed)
    assessor.items(filed, *WHOLE)
    assert assessor.decide(filed) == DONE
    return filed


@pytest.fixture
def ready(mother: Phone, lin: Card, assessor: Desk, step_up: StepUp) -> Filed:
    """A decided claim whose account is confirmed."""
    filed = decided(mother, lin, assessor)
    confirm(mother, filed, step_up)
    return filed


def export(desk: Desk) -> str | None:
    with desk.database() as session:
        batch = export_payouts(session, desk.who, desk.clock.now())
        return batch.id if batch else None


def file_of(desk: Desk, batch_id: str) -> bytes:
    with desk.database() as session:
        return payout_file(*payouts_of(session, desk.who, batch_id, desk.clock.now()))


def sheet_rows(content: bytes, name: str = "payouts") -> list[list[Any]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content))[name]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def fill_in(content: bytes, path: Path, **values: str) -> Path:
    """Writes the file as a bank's clerk returns it, with some cells filled in in every row."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["payouts"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        for column, value in values.items():
            sheet.cell(row, columns[column]).value = value
    book.save(path)
    return path


def import_paid(desk: Desk, path: Path) -> Report:
    with desk.database() as session:
        work = PaidImport(session, desk.who, desk.clock.now())
        schema = PaidFileRow()
        with open_sheet(path, *columns_of(schema)) as sheet:
            return import_rows(session, sheet, schema, work)


def test_it_leaves_once_with_all_the_bank_needs(ready: Filed, cashier: Desk) -> None:
    batch_id = export(cashier)
    assert batch_id

    rows = sheet_rows(file_of(cashier, batch_id))
    assert rows[0] == list(COLUMNS)
    values = dict(zip(COLUMNS, rows[1], strict=True))
    assert values["receipt"] == ready.receipt
    assert (values["holder"], values["account_number"]) == ("周晚晴", BANK_NUMBER)
    assert (values["amount_yuan"], values["amount_fen"]) == ("400.00", "40000")
    assert (values["paid_on"], values["reference"]) == (None, None)
    assert len(rows) == 2
    totals = sheet_rows(file_of(cashier, batch_id), "totals")
    assert totals[1][1:] == ["1", "400.00", "40000", "吴敏"]

    assert export(cashier) is None
    with cashier.database() as session:
        ((batch, many, paid, fen),) = batches(session, cashier.who)
        assert (batch.id, many, paid, fen) == (batch_id, 1, 0, PAYS)
    assert ready.row()["status"] == "decided"


def test_it_waits_for_a_confirmed_account(
    mother: Phone, lin: Card, assessor: Desk, cashier: Desk, step_up: StepUp
) -> None:
    filed = decided(mother, lin, assessor)
    assert export(cashier) is None

    confirm(mother, filed, step_up)
    assert export(cashier)


def test_what_pays_nothing_does_not_leave(
    mother: Phone, lin: Card, assessor: Desk, cashier: Desk, step_up: StepUp
) -> None:
    filed = file_claim(mother, lin, "invoice")
    filed.deliver_all()
    confirm(mother, filed, step_up)
    assessor.begin(filed)
    assessor.items(filed, *WHOLE)
    assert assessor.decide(filed, Verdict(override=Override(0, "别处已赔"))) == DONE

    assert export(cashier) is None
    assert filed.row()["outcome"] == "partly"


def test_nobody_pays_out_what_they_decided(
    mother: Phone, lin: Card, new_desk: MakeDesk, cashier: Desk, step_up: StepUp
) -> None:
    both = new_desk(Role.ASSESSOR, Role.FINANCE)
    filed = decided(mother, lin, both)
    confirm(mother, filed, step_up)

    assert export(both) is None
    assert export(cashier)


def test_it_is_paid_as_the_banks_file_says(
    ready: Filed, father: Phone, cashier: Desk, tmp_path: Path
) -> None:
    content = file_of(cashier, export(cashier) or "")
    path = fill_in(content, tmp_path / "back.xlsx", paid_on="2026-03-09", reference="BK-77")

    report = import_paid(cashier, path)

    assert (report.counts[Outcome.CHANGED], report.bad_rows) == (1, 0)
    row = ready.row(father)
    assert (row["status"], row["paid_at"]) == ("paid", "2026-03-09T02:00:00.000Z")
    assert row["events"][-1]["kind"] == "paid"
    assert father.inbox()[-1] == "claim_paid"

    # The same file once more changes nothing.
    report = import_paid(cashier, path)
    assert (report.counts[Outcome.SAME], report.bad_rows) == (1, 0)
    assert [each["kind"] for each in ready.row()["events"]].count("paid") == 1
    with cashier.database() as session:
        assert batches(session, cashier.who)[0][1:3] == (1, 1)


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"receipt": "C2603-999999"}, "receipt"),
        ({"amount_fen": "40001"}, "amount_fen"),
        ({"paid_on": "2026-03-10"}, "paid_on"),
        ({"paid_on": ""}, "paid_on"),
        ({"reference": ""}, "reference"),
    ],
)
@on_sqlite
def test_a_bad_row_marks_nothing_paid(
    ready: Filed, cashier: Desk, tmp_path: Path, changes: dict[str, str], column: str
) -> None:
    content = file_of(cashier, export(cashier) or "")
    values = {"paid_on": "2026-03-09", "reference": "BK-77", **changes}

    report = import_paid(cashier, fill_in(content, tmp_path / "back.xlsx", **values))

    assert [bad.column for bad in report.shown] == [column]
    assert ready.row()["status"] == "decided"


@on_sqlite
def test_another_reference_later_is_a_contradiction(
    ready: Filed, cashier: Desk, tmp_path: Path
) -> None:
    content = file_of(cashier, export(cashier) or "")
    path = tmp_path / "back.xlsx"
    import_paid(cashier, fill_in(content, path, paid_on="2026-03-09", reference="BK-77"))

    report = import_paid(cashier, fill_in(content, path, paid_on="2026-03-09", reference="BK-78"))

    assert [bad.column for bad in report.shown] == ["receipt"]


@on_sqlite
def test_what_was_not_exported_is_not_paid(ready: Filed, cashier: Desk, tmp_path: Path) -> None:
    path = tmp_path / "back.csv"
    head, row = "receipt,amount_fen,paid_on,reference", f"{ready.receipt},{PAYS},2026-03-09,BK-77"
    path.write_text(f"{head}\n{row}\n")

    report = import_paid(cashier, path)

    assert [bad.column for bad in report.shown] == ["receipt"]
    assert ready.row()["status"] == "decided"


def test_a_changed_account_does_not_follow_what_has_left(
    ready: Filed, mother: Phone, lin: Card, cashier: Desk, step_up: StepUp
) -> None:
    batch_id = export(cashier) or ""
    newer = file_claim(
        mother,
        lin,
        claim=header(invoices=[{"amount_fen": 200_000}]),
        account=account(number=OTHER_NUMBER),
    )
    ready.card = newer.card
    cashier.clock.move(minutes=2)
    confirm(mother, newer, step_up)

    values = dict(zip(COLUMNS, sheet_rows(file_of(cashier, batch_id))[1], strict=True))
    assert values["account_number"] == BANK_NUMBER
    assert ready.row()["account_id"] != newer.row()["account_id"]


def test_a_cell_is_never_a_formula(
    mother: Phone, lin: Card, assessor: Desk, cashier: Desk, step_up: StepUp
) -> None:
    evil = account(holder='=HYPERLINK("http://x","y")', bank="+1+1")
    filed = decided(mother, lin, assessor, account=evil)
    confirm(mother, filed, step_up)

    content = file_of(cashier, export(cashier) or "")
    sheet = openpyxl.load_workbook(io.BytesIO(content))["payouts"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}
    assert all(cell.number_format == "@" and cell.quotePrefix for cell in cells if cell.value)
    assert sheet_rows(content)[1][1:3] == ['=HYPERLINK("http://x","y")', "+1+1"]


@on_sqlite
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.FINANCE])
def test_only_finance_pays(ready: Filed, new_desk: MakeDesk, cashier: Desk, role: Role) -> None:
    batch_id = export(cashier) or ""
    desk = new_desk(role)
    does: list[Callable[[], object]] = [
        lambda: export(desk),
        lambda: file_of(desk, batch_id),
        lambda: import_paid(desk, Path("none.csv")),
    ]
    for do in does:
        with pytest.raises(Refusal) as refused:
            do()
        assert refused.value.problem.code == "wrong_role"
    with desk.database() as session, pytest.raises(Refusal):
        batches(session, desk.who)


def test_two_exports_at_once_pay_once(ready: Filed, cashier: Desk, new_desk: MakeDesk) -> None:
    others = [cashier, *(new_desk(Role.FINANCE) for _ in range(3))]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(export, others))

    assert len([each for each in found if each]) == 1
    with cashier.database() as session:
        assert len(session.scalars(sa.select(Payout)).all()) == 1


@on_sqlite
def test_whoever_has_a_shell_may_export(ready: Filed, cashier: Desk) -> None:
    with cashier.database() as session:
        assert export_payouts(session, COMMAND_LINE, cashier.clock.now())
