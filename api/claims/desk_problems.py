"""What claims refuse the service's people with."""

from api.core.errors import Problem, Text

CHANGED_MEANWHILE = Problem(
    "changed_meanwhile",
    409,
    Text(
        "您看的时候，这笔理赔变了，这一步没有做。",
        "This claim changed while you looked at it; nothing was done.",
    ),
    Text("看一眼新的内容，再做一次。", "Have a look at it as it is now, and do it again."),
)
WRONG_STEP = Problem(
    "wrong_step",
    409,
    Text("现在走不到这一步。", "This step isn’t possible now."),
    Text("看看这笔理赔现在的状态。", "Look at where the claim stands."),
)
NOT_IN_PLAN = Problem(
    "not_in_plan",
    422,
    Text("这份计划没有这项福利。", "The plan has no such benefit."),
)
ITEMS_MISSING = Problem(
    "items_missing",
    409,
    Text("先核定费用项目。", "List the expenses first."),
)
DOCUMENTS_OPEN = Problem(
    "documents_open",
    409,
    Text("还有材料在路上，或者等家长补。", "Documents are on their way, or asked for."),
    Text(
        "等材料补齐，或收回要求，再通过。",
        "Wait for them, or take the requests back, then approve.",
    ),
)
AWAITS_SECOND = Problem(
    "awaits_second",
    409,
    Text("已经有决定，等第二个人同意。", "There is a decision; it waits for a second person."),
)
NOTHING_PROPOSED = Problem(
    "nothing_proposed",
    409,
    Text("没有等您同意的决定。", "There is no decision that waits for you."),
)
SAME_PERSON = Problem(
    "same_person",
    403,
    Text("要另一个人来同意。", "Another person has to agree."),
)
FIGURES_CHANGED = Problem(
    "figures_changed",
    409,
    Text(
        "额度被别的理赔用掉了一些，金额变了。",
        "Another claim used some of the limit; the figures changed.",
    ),
    Text("退回，重新核定。", "Send it back to be decided anew."),
)
