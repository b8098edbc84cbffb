"""What the commands about doses refuse with."""

from api.core.errors import Problem, Text

DOSE_RECORDED = Problem(
    "dose_recorded",
    409,
    Text("这一针已经记过了，有几处不一样。", "This dose is recorded already, and not like this."),
    Text(
        "看看已经记下的那一条，要改就在那里改。", "See the record that is there and correct that."
    ),
)
DOSE_GONE = Problem(
    "dose_gone",
    404,
    Text("这条接种记录已经不在了。", "This record of a dose is not there any more."),
    Text("需要的话，重新记一次。", "Record it once more if it is needed."),
)
TOO_MANY_DOSES = Problem(
    "too_many_doses",
    422,
    Text("接种记录太多了。", "There are too many records of doses."),
    Text("删掉不要的，再记新的。", "Remove some before you add another."),
)
