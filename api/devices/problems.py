"""What binding, step-up and unbinding refuse with."""

from api.core.errors import Problem, Text

# One answer for every reason: it must not tell which part was wrong.
BIND_FAILED = Problem(
    "bind_failed",
    422,
    Text("还没绑上，请核对后再试。", "Not added yet. Please check and try again."),
    Text(
        "姓名要和保单一字不差；手机号是投保时填的那个；刚买的保单 24 小时内可能还没送到。"
        "还不行就打热线 {hotline}，全天有人。",
        "The name exactly as on the policy; the mobile number given when buying it; a policy "
        "bought in the last 24 hours may not have arrived yet. Or call {hotline}, day or night.",
    ),
    keeps_changes=True,
)
STEP_UP_FAILED = Problem(
    "step_up_failed",
    422,
    Text("验证码不对，或者已经过期。", "The code is wrong or too old."),
    Text("重发一次再填，或打热线 {hotline}。", "Ask for a new one, or call {hotline}."),
    keeps_changes=True,
)
STEP_UP_REQUIRED = Problem(
    "step_up_required",
    403,
    Text(
        "先用投保手机的验证码确认一下。", "Please confirm with a code sent to the policy's phone."
    ),
)
CONSENT_OUTDATED = Problem(
    "consent_outdated",
    422,
    Text(
        "说明更新了，请看过新的再决定。", "The texts have changed. Please read the new ones first."
    ),
)
PHONE_GONE = Problem(
    "phone_gone",
    404,
    Text("这部手机已经不在这张卡上了。", "This phone does not share the card any more."),
    Text("看看最新的手机列表。", "Have a look at the list of phones as it is now."),
)
TOO_LITTLE = Problem(
    "too_little",
    422,
    Text("至少填两样，才能找到是哪一张保单。", "Give at least two things to find the policy by."),
)
REASON_MISSING = Problem(
    "reason_missing",
    422,
    Text("写上原因，2到30个字。", "Say why, in 2 to 30 characters."),
)
BAD_CORRECTION = Problem(
    "bad_correction",
    422,
    Text("手机没有提交。", "The phone was not proposed."),
)
CORRECTION_WAITS = Problem(
    "correction_waits",
    409,
    Text("已经有一个新手机在等第二个人看。", "Another phone waits for a second person already."),
    Text("先办完那一个。", "That one comes first."),
)
CORRECTION_DECIDED = Problem(
    "correction_decided",
    409,
    Text(
        "同事刚刚已经办过了，您这一步没有生效。",
        "A colleague decided it a moment ago; yours did not count.",
    ),
    Text("刷新页面看结果。", "Reload the page to see."),
)
