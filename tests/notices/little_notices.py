"""A small notices.md, and how it is read."""

from pathlib import Path
from typing import Any

import pytest

from api.building.failure import BuildError
from api.building.seeds import SEED_FILES, read_seed

(SEED,) = [seed for seed in SEED_FILES if seed.name == "notices"]
OPERATOR = {"hotline": "021-80209058", "claims_email": "claims@example.org"}

ONE = """Whoever edits this file reads this.

# pay-first

- group: after
- important: yes
- version: 2026-11
- chapters: 6, 9
- related: other

## zh: 先付钱

先付，再报销。
打 <hotline> 也行。

### 规则

付了**发票上**的钱，去[就诊记录](/visits)看。

1. 先付
2. 再报

### 例子

```calc
+ ¥1,000 一共 | 发票上写的
- ¥400 (40%) 少赔
= ¥600 赔给您
```

```days
2027-03-10 递上去
2027-03-12 16:00 办完
```

[绑卡](/bind)

## en: Pay first

Pay, then claim.
Or call <hotline>.

### The rule

Pay what is on the **invoice** and look at [Visits](/visits).

1. Pay
2. Claim

### Example

```calc
+ ¥1,000 In all | As on the invoice
- ¥400 (40%) Less
= ¥600 Paid to you
```

```days
2027-03-10 Sent
2027-03-12 16:00 Done
```

[Add a card](/bind)
"""

OTHER = """
# other

- group: before
- important: no
- version: 2026-11-25
- chapters: 1

## zh: 别的

说一句。

## en: Other

One sentence.
"""

WHOLE = ONE + OTHER


def read(folder: Path, text: str | bytes) -> list[dict[str, Any]]:
    """Return the notices of a file with this text."""
    path = folder / "notices.md"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    sections: list[dict[str, Any]] = read_seed(SEED, path, {"operator": OPERATOR})["sections"]
    return sections


def complaints(folder: Path, text: str | bytes) -> list[str]:
    """Return what is said of a bad file, line by line."""
    with pytest.raises(BuildError) as problem:
        read(folder, text)
    return str(problem.value).splitlines()


def line_of(text: str, part: str) -> int:
    """Return the number of the first line that holds `part`."""
    return text.partition(part)[0].count("\n") + 1
