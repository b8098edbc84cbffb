"""What support and finance type in about bills."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import DateField, StringField
from wtforms.validators import Optional


def _tidied(text: str | None) -> str:
    return (text or "").strip()


class ChangeForm(FlaskForm):
    """Until when a bill is postponed, and why; the button that was pressed says the kind."""

    due_on = DateField("延到哪天", [Optional()])
    reason = StringField("为什么", filters=[_tidied], render_kw={"maxlength": 200})


class RefundForm(FlaskForm):
    """How much of a paid bill goes back, and why."""

    amount_fen = StringField(
        "退多少，元", filters=[_tidied], render_kw={"inputmode": "decimal", "autocomplete": "off"}
    )
    reason = StringField("为什么", filters=[_tidied], render_kw={"maxlength": 200})


class NoteForm(FlaskForm):
    """Words about something that was done."""

    note = StringField("说明", filters=[_tidied], render_kw={"maxlength": 200})


class StatementForm(FlaskForm):
    """A gateway's statement as a file."""

    file = FileField("渠道账单 CSV，不超过4 MB")
