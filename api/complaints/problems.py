"""What complaints refuse with."""

from api.core.errors import Problem, Text

COMPLAINT_GONE = Problem(
    "complaint_not_found",
    404,
    Text("没有找到这条投诉。", "This complaint was not found."),
    Text("刷新一下，或打热线 {hotline}。", "Refresh, or call {hotline}."),
)
COMPLAINT_CLOSED = Problem(
    "complaint_closed",
    409,
    Text("这条投诉已经结束了。", "This complaint is closed."),
    Text(
        "还没解决的话，再写一条，或打热线 {hotline}。",
        "Not settled? Write again or call {hotline}.",
    ),
)
NOT_ANSWERED = Problem(
    "complaint_not_answered",
    409,
    Text("这条投诉还在查，没有答复。", "This complaint is being looked into already."),
    Text("等答复了再说，急的话打热线 {hotline}。", "Wait for the answer, or call {hotline}."),
)
REOPENED_BEFORE = Problem(
    "complaint_reopened",
    409,
    Text("这条投诉已经再看过一次了。", "This complaint has had its second look."),
    Text("还没解决的话，打热线 {hotline}。", "If it isn’t settled, call {hotline}."),
)
TOO_MANY_WAITING = Problem(
    "too_many_complaints",
    409,
    Text("还有太多投诉在等答复。", "Too many complaints still wait for an answer."),
    Text("等我们答复几条，或打热线 {hotline}。", "Wait for some answers, or call {hotline}."),
)
PAPER_GONE = Problem(
    "paper_not_found",
    404,
    Text("没有找到这张照片。", "This photo was not found."),
    Text("刷新一下再看。", "Refresh and look again."),
)
PAPER_SETTLED = Problem(
    "paper_settled",
    409,
    Text(
        "这张照片已经到了，或者已经说不交了。",
        "This photo is here already, or was said not to come.",
    ),
    Text("刷新一下再看。", "Refresh and look again."),
)

# What they refuse the service's people with.
CHANGED_MEANWHILE = Problem(
    "changed_meanwhile",
    409,
    Text(
        "您看的时候，这条投诉变了，这一步没有做。",
        "This complaint changed while you looked at it; nothing was done.",
    ),
    Text("先看新的内容，您写的还在下面。", "Look at what is new; what you wrote is still below."),
)
WRONG_STEP = Problem(
    "wrong_step",
    409,
    Text("现在走不到这一步。", "This step isn’t possible now."),
    Text("看看这条投诉现在的状态。", "Look at where the complaint stands."),
)
ANOTHER_PERSON = Problem(
    "same_person",
    403,
    Text("再看一次，要换一位同事来答。", "The second look is for a colleague."),
    Text("转给没有答过的同事。", "Hand it over to somebody who hasn’t answered it."),
)
