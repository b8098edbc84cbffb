"""What changed from one version of a data file to the next, so that phones fetch no more."""

from difflib import SequenceMatcher
from typing import Any

from api.building.bundles import compact

# An edit of a list: where it begins, how many items go, and what comes in their place.
Edit = tuple[int, int, list[Any]]


def patch_of(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """Return what makes `new` of `old`, as pwa/lib/patch.js applies it.

    `put` holds whole fields, `del` the names of those that are gone, and `edit` for each list that
    changed its edits, the last place first.
    """
    changed = {name: value for name, value in new.items() if name not in old or old[name] != value}
    edits = {
        name: edits_of(old[name], value)
        for name, value in changed.items()
        if isinstance(value, list) and isinstance(old.get(name), list)
    }
    return {
        "put": {name: value for name, value in changed.items() if name not in edits},
        "del": [name for name in old if name not in new],
        "edit": edits,
    }


def edits_of(old: list[Any], new: list[Any]) -> list[Edit]:
    """Return the edits that make the list `new` of `old`, the last place first."""
    texts = [compact(item) for item in old], [compact(item) for item in new]
    steps = SequenceMatcher(None, *texts, autojunk=False).get_opcodes()
    return [
        (start, end - start, new[first:last])
        for kind, start, end, first, last in reversed(steps)
        if kind != "equal"
    ]
