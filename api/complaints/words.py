"""How the console says what a complaint is and where it stands, and answers to begin with."""

from api.complaints.rules import Closer, ComplaintEventKind, ComplaintState, ComplaintTopic

TOPIC_WORDS = {
    ComplaintTopic.RECEPTION: "医院前台",
    ComplaintTopic.CLAIM: "理赔",
    ComplaintTopic.PAYMENT: "支付",
    ComplaintTopic.APPOINTMENT: "预约",
    ComplaintTopic.SERVICE: "客服",
    ComplaintTopic.OTHER: "别的",
}
STATE_WORDS = {
    ComplaintState.RECEIVED: ("review", "等答复"),
    ComplaintState.ANSWERED: ("sent", "已答复"),
    ComplaintState.REOPENED: ("turn", "再看一次"),
    ComplaintState.CLOSED: ("hold", "已结束"),
}
EVENT_WORDS = {
    ComplaintEventKind.RECEIVED: "写来投诉",
    ComplaintEventKind.ANSWERED: "答复",
    ComplaintEventKind.REOPENED: "没解决，请再看一次",
    ComplaintEventKind.CLOSED: "结束",
}
CLOSER_WORDS = {Closer.FAMILY: "家长说解决了", Closer.SERVICE: "我们结束的"}
DONE_WORDS = {
    "answered": "答复了，家里的手机马上看到。",
    "closed": "结束了，家里的手机马上看到原因。",
}
# Answers to begin with: what the button says, and the words it puts into the form.
TEMPLATES = (
    (
        "查到了，是我们的错",
        "您说得对，这件事是我们没做好。我们查到的是：\n\n已经这样处理：\n\n给您添麻烦了。",
    ),
    (
        "前台查不到卡",
        "我们联系了医院前台，已经把您孩子的卡补录好。下次到前台，出示电子卡上的二维码，"
        "或念卡下面的数字。先付的钱，拍下发票和病历，在“理赔”里交来，我们按直付核给您。",
    ),
    (
        "理赔金额有疑问",
        "这笔理赔我们又算了一遍，每一步在“理赔”里能看到：\n\n"
        "还有不清楚的，打热线，我们一步一步讲给您听。",
    ),
    (
        "不是我们能定的",
        "这件事由医院决定，我们已经把您的话转给他们，他们的答复是：\n\n具体以保险条款为准。",
    ),
)
