"""What the hotline types in."""

from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import Length

from api.devices.corrections import LONGEST_GROUNDS
from api.devices.hotline import LONGEST_REASON


def _tidied(text: str | None) -> str:
    return (text or "").strip()


class FindForm(FlaskForm):
    """At least two of these say which policy a caller means."""

    child_name = StringField("孩子姓名", [Length(max=60)], [_tidied])
    last4 = StringField(
        "保单后4位，或证件号后4位",
        [Length(max=4)],
        [_tidied],
        render_kw={"autocomplete": "off", "autocapitalize": "none"},
    )
    phone_last4 = StringField(
        "投保手机后4位",
        [Length(max=4)],
        [_tidied],
        render_kw={"autocomplete": "off", "inputmode": "numeric"},
    )


class ReasonForm(FlaskForm):
    """Why something is done."""

    reason = StringField("原因", filters=[_tidied], render_kw={"maxlength": LONGEST_REASON})


class PhoneForm(FlaskForm):
    """Another phone for the policy, and on what grounds."""

    phone = StringField(
        "新手机号",
        filters=[_tidied],
        render_kw={"placeholder": "国内 +86", "inputmode": "tel", "autocomplete": "off"},
    )
    grounds = StringField(
        "凭什么改",
        filters=[_tidied],
        render_kw={"placeholder": "回拨、证件照片编号", "maxlength": LONGEST_GROUNDS},
    )
