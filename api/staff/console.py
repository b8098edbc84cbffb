"""Signing in and out, and one's own account."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from api.core import staff_http
from api.core.db import db
from api.core.errors import Problem, Refusal
from api.core.staff_http import ANYBODY, PREFIX, staff_blueprint
from api.staff import accounts, signing_in
from api.staff.forms import PasswordForm, SignInForm
from api.staff.words import ROLE_WORDS
from api.wiring import services

blueprint = staff_blueprint(
    "staff",
    __name__,
    roles={"sign_out": ANYBODY, "account": ANYBODY, "end_others": ANYBODY},
    public=frozenset({"sign_in"}),
)
VERBS = {
    "staff.added": "添加了{name}的账号",
    "staff.reset": "重设了{name}的密码和验证器",
    "staff.disabled": "停用了{name}的账号",
    "staff.roles_given": "改了{name}的角色",
    "staff.signed_in": "登录",
    "staff.signed_out": "退出",
    "staff.sign_in_failed": "没有登录成功",
    "staff.password_changed": "改了密码",
    "staff.password_change_failed": "没有改成密码",
    "work.taken": "领了这一件",
    "work.put_back": "放回了这一件",
    "work.handed_over": "转给了{to}",
}


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    """Lets somebody in, to the page they were after."""
    form = SignInForm(next=request.args.get("next", ""))
    if request.method == "GET" and staff_http.current_staff():
        return redirect(PREFIX)
    if not form.validate_on_submit():
        return _sign_in_page(form, None)
    try:
        token = signing_in.sign_in(db.session(), _credentials(form), _now())
    except Refusal as refusal:
        # What was counted is committed with this answer.
        return _sign_in_page(form, refusal.problem)
    answer = redirect(_own_page(form.next.data or ""))
    staff_http.give_cookie(answer, token)
    return answer


def _sign_in_page(form: SignInForm, problem: Problem | None) -> ResponseReturnValue:
    status = 422 if form.errors or problem else 200
    return render_template("staff/sign_in.html", form=form, problem=problem), status


def _credentials(form: SignInForm) -> signing_in.Credentials:
    code = "".join((form.code.data or "").split())
    return signing_in.Credentials(
        form.login.data or "", form.password.data or "", code, request.remote_addr or ""
    )


def _own_page(wanted: str) -> str:
    """The page somebody was after, if it is one of the console's; the queue otherwise."""
    parts = urlsplit(wanted)
    is_own = not parts.scheme and not parts.netloc and "\\" not in wanted
    return wanted if is_own and f"{parts.path}/".startswith(f"{PREFIX}/") else PREFIX


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """Ends this session."""
    signing_in.sign_out(db.session(), staff_http.staff(), staff_http.sent_staff_hash(), _now())
    answer = redirect(f"{PREFIX}/sign-in")
    staff_http.take_cookie(answer)
    return answer


@blueprint.route("/account", methods=["GET", "POST"])
def account() -> ResponseReturnValue:
    """One's own roles, password and sessions."""
    form = PasswordForm()
    if not form.validate_on_submit():
        return _account_page(form)
    this = staff_http.sent_staff_hash()
    old, new = form.old.data or "", form.new.data or ""
    try:
        accounts.change_password(db.session(), staff_http.staff(), this, old, new, _now())
    except Refusal as refusal:
        form.old.errors = refusal.fields.get("old", [])
        form.new.errors = refusal.fields.get("password", [])
        return _account_page(form)
    return _account_page(PasswordForm(formdata=None), "密码改好了，其他浏览器都退出了。")


@blueprint.post("/account/end-others")
def end_others() -> Response:
    """Ends one's sessions in other browsers."""
    signing_in.end_sessions(db.session(), staff_http.staff().id, but=staff_http.sent_staff_hash())
    return redirect(f"{PREFIX}/account")


def _account_page(form: PasswordForm, said: str = "") -> ResponseReturnValue:
    actor = staff_http.staff()
    this = staff_http.sent_staff_hash()
    sessions: list[dict[str, Any]] = [
        {"is_this": each.token_hash == this, "created_at": each.created_at, "seen_at": each.seen_at}
        for each in signing_in.sessions_of(db.session(), actor.id, _now())
    ]
    roles = [ROLE_WORDS[role] for role in sorted(actor.roles)]
    page = render_template(
        "staff/account.html", form=form, said=said, sessions=sessions, roles=roles
    )
    return page, 422 if form.errors else 200


def _now() -> datetime:
    return services().clock.now()
