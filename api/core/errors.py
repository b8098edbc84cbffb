"""Refusals that a person may read. One JSON shape everywhere: code, message, fields, hint."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """One sentence in both languages; `{hotline}` is filled in from `operator.yaml`."""

    zh: str
    en: str

    def pick(self, language: str) -> str:
        """The text in `zh` or `en`; any other language reads Chinese."""
        return self.en if language == "en" else self.zh


NO_TEXT = Text("", "")


@dataclass(frozen=True)
class Problem:
    """A kind of refusal: its stable code, HTTP status and words.

    `keeps_changes`: what the operation wrote before it refused is committed all the same
    (a counted guess must stay counted).
    """

    code: str
    status: int
    message: Text
    hint: Text = NO_TEXT
    keeps_changes: bool = False


class Refusal(Exception):
    """Raised by an operation that says no; `fields` names inputs and what is wrong with each."""

    def __init__(self, problem: Problem, fields: Mapping[str, list[str]] | None = None) -> None:
        super().__init__(problem.code)
        self.problem = problem
        self.fields = dict(fields or {})


INVALID = Problem(
    "invalid",
    422,
    Text("有几处要改一下。", "A few entries need another look."),
    Text("照每一处下面的提示改好再发。", "Mend each one as it says, then send again."),
)
NOT_FOUND = Problem(
    "not_found",
    404,
    Text("没有找到。", "Not found."),
    Text("回到首页再试。", "Go back to the start and try again."),
)
NO_SESSION = Problem(
    "no_session",
    401,
    Text("这部手机还没有绑卡。", "This phone has no card yet."),
    Text("绑一次卡就好。存在手机里的还在。", "Add the card once more. What is stored here stays."),
)
FOREIGN_ORIGIN = Problem(
    "foreign_origin",
    403,
    Text("这个请求不是从童卡发来的。", "This request did not come from Tongka."),
)
NOT_JSON = Problem(
    "not_json",
    415,
    Text("只接受 JSON。", "Only JSON is accepted."),
)
SIGNED_OUT = Problem(
    "signed_out",
    401,
    Text("登录已经结束，这一步没有存下。", "You were signed out; this was not stored."),
    Text("重新登录，再回到上一页，填过的还在。", "Sign in again, then go back one page."),
)
FORM_OUTDATED = Problem(
    "form_outdated",
    400,
    Text("这一页放得太久了，没有存下。", "This page is too old; nothing was stored."),
    Text("回到上一页，刷新后再做一次。", "Go back, reload the page, and do it again."),
)
WRONG_ROLE = Problem(
    "wrong_role",
    403,
    Text("您的角色办不了这件事。", "This is for people of another role."),
    Text("请有这个角色的同事来办。", "Ask a colleague who has that role."),
)
SECOND_PERSON = Problem(
    "second_person",
    403,
    Text("这一步要另一个人来看。", "Another person has to look at this."),
    Text("提出的人不能自己同意。", "Whoever proposed it can't approve it."),
)
FAILED = Problem(
    "internal_error",
    500,
    Text("服务器出了点问题，没有存下这一次。", "Something failed on our side; nothing was stored."),
    Text("稍后再试，或打热线 {hotline}。", "Try again later, or call {hotline}."),
)
UNAVAILABLE = Problem(
    "unavailable",
    503,
    Text("服务器正忙，稍后会自动再试。", "The server is busy; this is tried again by itself."),
)
