"""Finance's page: what waits to be paid, batches for the bank, and what the bank says was paid."""

import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage
from werkzeug.utils import secure_filename

from api.claims import paying
from api.claims.desk_items import PAYOUT_KIND, select_unpaid, unpaid_items
from api.claims.payout_files import PaidFileRow, PaidImport, payout_file
from api.claims.waiting import unpaid_claims
from api.core import staff_http
from api.core.actors import Role
from api.core.db import db
from api.core.errors import Refusal
from api.core.import_command import columns_of
from api.core.imports import Outcome, Report, import_rows
from api.core.sheets import BadFile, open_sheet
from api.core.staff_http import PREFIX, staff_blueprint
from api.core.work import NavEntry, WorkSource
from api.wiring import services

_FINANCE = frozenset({Role.FINANCE})
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A batch of ten thousand payouts is about half a megabyte.
_LARGEST_FILE = 4 * 1024 * 1024

blueprint = staff_blueprint(
    "payouts",
    __name__,
    roles=dict.fromkeys(("show_payouts", "export", "download", "import_paid"), _FINANCE),
    largest_form=_LARGEST_FILE,
)
NAV = (NavEntry("赔款", f"{PREFIX}/payouts", _FINANCE, kind=PAYOUT_KIND),)
WORK = (WorkSource(PAYOUT_KIND, _FINANCE, select_unpaid, unpaid_items),)
VERBS = {"payouts.exported": "导出了一批赔款", "payouts.looked_at": "下载了一批赔款"}


@blueprint.get("/payouts")
def show_payouts() -> ResponseReturnValue:
    """What waits, and the batches so far."""
    return _page()


@blueprint.post("/payouts")
def export() -> ResponseReturnValue:
    """Puts all that may leave into a new batch."""
    batch = paying.export_payouts(db.session(), staff_http.staff(), _now())
    made = batch.id if batch else "none"
    return redirect(f"{PREFIX}/payouts?made={made}")


@blueprint.get("/payouts/<uuid:batch_id>.xlsx")
def download(batch_id: UUID) -> Response:
    """A batch as a file for the bank."""
    batch, payouts = paying.payouts_of(db.session(), staff_http.staff(), str(batch_id), _now())
    name = f'attachment; filename="{batch.number}.xlsx"'
    return Response(
        payout_file(batch, payouts), content_type=_XLSX, headers={"Content-Disposition": name}
    )


@blueprint.post("/payouts/paid")
def import_paid() -> ResponseReturnValue:
    """Marks claims paid as a file says."""
    given = request.files.get("file")
    if given is None or not given.filename:
        return _page(problem="选一个文件。"), 422
    try:
        report = _import(given, dry_run="dry_run" in request.form)
    except (BadFile, Refusal) as problem:
        db.session.rollback()
        return _page(problem=str(problem)), 422
    return _page(report=report, file_name=given.filename, is_trial="dry_run" in request.form)


def _import(given: FileStorage, dry_run: bool) -> Report:
    schema = PaidFileRow()
    work = PaidImport(db.session(), staff_http.staff(), _now())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (secure_filename(given.filename or "") or "paid.xlsx")
        given.save(path)
        with open_sheet(path, *columns_of(schema)) as sheet:
            return import_rows(db.session(), sheet, schema, work, dry_run, lambda _at: None)


def _page(**more: Any) -> str:
    waiting = unpaid_claims(db.session())
    return render_template(
        "claims/payouts.html",
        waiting=waiting,
        waiting_fen=sum(each.claim.approved_fen or 0 for each in waiting if each.has_account),
        batches=paying.batches(db.session(), staff_http.staff()),
        made=request.args.get("made", ""),
        Outcome=Outcome,
        **{"report": None, "problem": "", "file_name": "", "is_trial": False, **more},
    )


def _now() -> datetime:
    return services().clock.now()
