"""What signing in and the accounts refuse with."""

from api.core.errors import Problem, Text

# One answer for every reason: it must not tell which part was wrong.
SIGN_IN_FAILED = Problem(
    "sign_in_failed",
    422,
    Text("没有登录成功。", "Not signed in."),
    Text(
        "核对登录名、密码和验证器里的6位数字；每个数字只能用一次。连错5次，锁15分钟。",
        "Check the login, the password and the six digits; each code works once. Five wrong tries "
        "lock the account for 15 minutes.",
    ),
    keeps_changes=True,
)
BAD_ACCOUNT = Problem(
    "bad_account",
    422,
    Text("这个账号不能这样设。", "The account can't be set up like this."),
)
WRONG_PASSWORD = Problem(
    "wrong_password",
    422,
    Text("现在的密码不对。", "The present password is wrong."),
    keeps_changes=True,
)
