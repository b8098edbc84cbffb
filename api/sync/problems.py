"""What the push itself rejects a command with."""

from api.core.errors import Problem, Text

# Never stored: once the phone is bound again, the same command goes through.
NOT_BOUND = Problem(
    "not_bound",
    404,
    Text("这部手机已经不在这张卡上了。", "This phone does not share the card any more."),
    Text("重新绑一次卡，它会自己接着发。", "Bind again, and this is sent by itself."),
)
# Never stored either: the answer under this id belongs to the first contents.
COMMAND_REUSED = Problem(
    "command_reused",
    409,
    Text("这一条和先前发过的混在一起了。", "This was mixed up with something sent before."),
    Text("请重新填一次。", "Please fill it in once more."),
)
