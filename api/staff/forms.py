"""What people type in to sign in and to change their password."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

_NEEDED = InputRequired("还没填。")


class SignInForm(FlaskForm):
    """Login, password and the six digits."""

    login = StringField(
        "登录名",
        [_NEEDED, Length(max=64)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "autofocus": True},
    )
    password = PasswordField(
        "密码", [_NEEDED, Length(max=200)], render_kw={"autocomplete": "current-password"}
    )
    code = StringField(
        "验证器里的6位数字",
        [_NEEDED, Length(max=12)],
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code"},
    )
    next = HiddenField()


class PasswordForm(FlaskForm):
    """The present password, and the new one twice."""

    old = PasswordField("现在的密码", [_NEEDED], render_kw={"autocomplete": "current-password"})
    new = PasswordField("新密码", [_NEEDED], render_kw={"autocomplete": "new-password"})
    again = PasswordField(
        "再填一次新密码",
        [_NEEDED, EqualTo("new", "两次填的不一样。")],
        render_kw={"autocomplete": "new-password"},
    )
