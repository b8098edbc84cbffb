"""What the upload door and those who use uploads refuse with."""

from api.core.errors import Problem, Text
from api.uploads.rules import RefusedFor

_AGAIN = Text("选好文件再发一次。", "Choose the file and send it once more.")
_BY_ITSELF = Text("会自动再试。", "It is tried again by itself.")

VERSION_UNKNOWN = Problem(
    "tus_version",
    412,
    Text("上传要用 tus 1.0.0。", "Uploads speak tus 1.0.0."),
)
BAD_UPLOAD = Problem(
    "bad_upload_request",
    400,
    Text("这个上传请求服务器看不懂。", "The server can't read this upload request."),
)
WRONG_CONTENT = Problem(
    "not_a_chunk",
    415,
    Text("文件内容要以 application/offset+octet-stream 发来。", "Send chunks as octet stream."),
)
TOO_LONG = Problem(
    "file_too_large",
    413,
    Text("文件超过 20 MB。", "The file is larger than 20 MB."),
    Text("把它拆开或压缩后再发。", "Split it or make it smaller, then send it again."),
)
BEYOND_LENGTH = Problem(
    "beyond_length",
    413,
    Text("发来的比说好的多。", "This is more than was announced."),
    _AGAIN,
)
WRONG_OFFSET = Problem(
    "wrong_offset",
    409,
    Text("这一段接不上。", "This chunk does not follow what arrived."),
    _BY_ITSELF,
)
ID_TAKEN = Problem(
    "upload_id_taken",
    409,
    Text("这个编号已经用在别的文件上。", "This id belongs to another file."),
    _AGAIN,
)
ATTACHED = Problem(
    "upload_attached",
    409,
    Text("这个文件已经交上去了，不能收回。", "This file was handed in and can't be taken back."),
)
GONE = Problem(
    "upload_gone",
    410,
    Text("这次上传已经过期。", "This upload has ended."),
    _AGAIN,
)
BUSY = Problem(
    "upload_locked",
    423,
    Text("这个文件正在接收另一段。", "Another chunk of this file is just arriving."),
    _BY_ITSELF,
)
CHECKSUM_DIFFERS = Problem(
    "checksum_differs",
    460,
    Text("这一段在路上坏了。", "This chunk was damaged on its way."),
    _BY_ITSELF,
)
QUOTA_FULL = Problem(
    "upload_quota",
    422,
    Text(
        "这份保单最近 30 天的文件太多了（300 个或 1 GB）。",
        "This policy has too many files of the last 30 days (300, or 1 GB).",
    ),
    Text("过几天再发，或打热线 {hotline}。", "Send it some days later, or call {hotline}."),
)
STORAGE_FULL = Problem(
    "storage_full",
    507,
    Text("服务器存满了，文件还在手机里。", "The server is full; the file stays on the phone."),
    _BY_ITSELF,
)

REFUSED = {
    RefusedFor.EMPTY_FILE: Problem(
        "empty_file", 422, Text("这个文件是空的。", "This file is empty."), _AGAIN
    ),
    RefusedFor.WRONG_FILE_TYPE: Problem(
        "wrong_file_type",
        422,
        Text(
            "只收照片（JPEG、PNG、WebP、HEIC）、PDF 和 OFD。",
            "Only photos (JPEG, PNG, WebP, HEIC), PDF and OFD are taken.",
        ),
        _AGAIN,
    ),
    RefusedFor.TOO_MANY_PIXELS: Problem(
        "too_many_pixels",
        422,
        Text("照片超过 4000 万像素。", "The photo has more than 40 million pixels."),
        Text("用普通模式重拍一张。", "Take it again in the camera's usual mode."),
    ),
    RefusedFor.UNREADABLE_FILE: Problem(
        "unreadable_file",
        422,
        Text("这个文件打不开，可能坏了。", "This file can't be opened; it may be damaged."),
        _AGAIN,
    ),
}

# Of `attach`: what a command that names an upload may hear.
UPLOAD_NOT_FOUND = Problem(
    "upload_not_found",
    404,
    Text("服务器上没有这个文件。", "The server does not have this file."),
    _AGAIN,
)
UPLOAD_UNFINISHED = Problem(
    "upload_unfinished",
    503,
    Text("这个文件还没传完。", "This file has not arrived in full yet."),
    _BY_ITSELF,
)
UPLOAD_REFUSED = Problem(
    "upload_refused",
    422,
    Text("这个文件不能用。", "This file can't be used."),
    _AGAIN,
)
UPLOAD_MISMATCH = Problem(
    "upload_mismatch",
    422,
    Text("服务器收到的和手机里的不一样。", "What arrived is not what the phone holds."),
    _AGAIN,
)
UPLOAD_TAKEN = Problem(
    "upload_taken",
    422,
    Text("这个文件已经用过了。", "This file is already in use."),
    _AGAIN,
)
