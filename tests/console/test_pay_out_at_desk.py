"""Finance's page: export what waits, download it for the bank, import what was paid."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from werkzeug.test import TestResponse

from api.core.actors import Role
from tests.cast import Card, Phone, on_sqlite
from tests.claims.filing import BANK_NUMBER, Filed, file_claim
from tests.console.claims import WHOLE, Page
from tests.desks import Desk, Person

PAYOUTS = "/console/payouts"


@pytest.fixture
def finance(hire: Callable[..., Person], desk_of: Callable[[Person], Desk]) -> Desk:
    return desk_of(hire(Role.FINANCE, name="钱朗"))


@pytest.fixture
def decided(
    hire: Callable[..., Person], desk_of: Callable[[Person], Desk], mother: Phone, lin: Card
) -> Filed:
    """A decided claim whose account nobody confirmed yet."""
    filed = file_claim(mother, lin)
    filed.deliver_all()
    page = Page(desk_of(hire(Role.ASSESSOR)), filed)
    page.send("begin")
    page.assess(WHOLE)
    page.send("decide")
    return filed


@pytest.fixture
def ready(
    decided: Filed, mother: Phone, lin: Card, step_up: Callable[[Phone, Card], TestResponse]
) -> Filed:
    """One whose account is confirmed."""
    step_up(mother, lin)
    confirmed = mother.send(lin, "claims.confirm_account", account_id=decided.row()["account_id"])
    assert confirmed["status"] == "done"
    return decided


def export(finance: Desk) -> str:
    """Exports, and returns the batch's id (`none`: there was nothing)."""
    return finance.post(PAYOUTS).location.rpartition("=")[2]


def send_file(finance: Desk, content: bytes, name: str = "P.xlsx", **more: str) -> TestResponse:
    finance.get(PAYOUTS)
    data = {"csrf_token": finance.form_token, "file": (io.BytesIO(content), name), **more}
    return finance.client.post(f"{PAYOUTS}/paid", data=data)


def filled_in(content: bytes, **values: str) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["payouts"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for column, value in values.items():
        sheet.cell(2, columns[column]).value = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


PAID = {"paid_on": "2026-03-09", "reference": "BANK-1"}


def test_it_pays_a_claim_from_export_to_import(finance: Desk, ready: Filed, mother: Phone) -> None:
    assert "待打款" in finance.get(PAYOUTS).text
    batch = export(finance)

    answer = finance.get(f"{PAYOUTS}/{batch}.xlsx")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data))["payouts"]
    header, row = ([cell.value for cell in cells] for cells in sheet.iter_rows())
    said = dict(zip(header, row, strict=True))
    assert (said["receipt"], said["account_number"]) == (ready.receipt, BANK_NUMBER)

    imported = send_file(finance, filled_in(answer.data, **PAID))
    assert "新标记1笔" in imported.text
    assert ready.row()["status"] == "paid"
    assert "claim_paid" in mother.inbox()
    assert "本来就是的1笔" in send_file(finance, filled_in(answer.data, **PAID)).text


@on_sqlite
def test_it_only_looks_where_it_is_asked_to(finance: Desk, ready: Filed) -> None:
    content = finance.get(f"{PAYOUTS}/{export(finance)}.xlsx").data

    answer = send_file(finance, filled_in(content, **PAID), dry_run="on")

    assert "只检查，什么都没存" in answer.text
    assert ready.row()["status"] == "decided"


def test_it_leaves_what_nobody_confirmed(finance: Desk, decided: Filed) -> None:
    assert "等家长确认账户" in finance.get(PAYOUTS).text

    assert export(finance) == "none"
    assert "没有能导出的" in finance.get(f"{PAYOUTS}?made=none").text


@on_sqlite
def test_it_shows_no_account_on_the_page(finance: Desk, ready: Filed) -> None:
    export(finance)
    text = finance.get(PAYOUTS).text

    for hidden in (BANK_NUMBER, "周晚晴", "林小满"):
        assert hidden not in text


@on_sqlite
@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "", "选一个文件。"),
        (b"", "paid.xlsx", "paid.xlsx"),
        (b"no table", "paid.xlsx", "paid.xlsx"),
        (b"no,columns\n1,2\n", "paid.csv", "paid.csv"),
        (b"x", "../../etc/passwd", "etc_passwd"),
    ],
    ids=str,
)
def test_it_imports_nothing_from_what_is_no_such_file(
    finance: Desk, content: bytes, name: str, sentence: str
) -> None:
    answer = send_file(finance, content, name)

    assert answer.status_code == 422
    assert sentence in answer.text


@on_sqlite
def test_it_names_the_row_that_is_wrong(finance: Desk, ready: Filed) -> None:
    content = finance.get(f"{PAYOUTS}/{export(finance)}.xlsx").data

    answer = send_file(finance, filled_in(content, **PAID, amount_fen="1"))

    assert "有问题的1行" in answer.text
    assert "第2行，amount_fen" in answer.text
    assert ready.row()["status"] == "decided"


@on_sqlite
def test_it_takes_no_file_that_is_too_large(finance: Desk) -> None:
    finance.get(PAYOUTS)
    # Written out, because the test client puts a large form into a file that it leaves open.
    form = "\r\n".join(
        (
            '--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n',
            f"{finance.form_token}",
            '--x\r\nContent-Disposition: form-data; name="file"; filename="P.xlsx"\r\n',
            "x" * (5 * 1024 * 1024),
            "--x--\r\n",
        )
    )
    answer = finance.client.post(
        f"{PAYOUTS}/paid", data=form.encode(), content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code == 413
