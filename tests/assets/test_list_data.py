"""The data files are listed apart from the app, with patches from the versions before."""

import json
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from api.assets import Built, build
from api.building.listing import read_listing
from api.building.patches import patch_of
from api.building.seeds import SEED_FILES
from tests.assets.little_app import change
from tests.assets.reading import file_at, integrity_of

values = st.one_of(st.none(), st.integers(), st.text(max_size=3))
rows = st.lists(st.fixed_dictionaries({"id": st.integers(0, 9), "name": values}), max_size=9)
contents = st.dictionaries(st.sampled_from("abcd"), st.one_of(values, rows), max_size=4)


def apply(content: dict[str, Any], patch: dict[str, Any]) -> dict[str, Any]:
    """Applies a patch as pwa/lib/patch.js does."""
    made = {**content, **patch["put"]}
    for name in patch["del"]:
        del made[name]
    for name, edits in patch["edit"].items():
        made[name] = list(content[name])
        for start, length, items in edits:
            made[name][start : start + length] = items
    return made


def content_of(built: Built, url: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file_at(built.root, url))
    return found


def test_it_lists_every_seed_file(source: Path, seed_dir: Path, target: Path) -> None:
    built = build(source, seed_dir, target)
    listing = read_listing(built.root)

    assert set(listing["files"]) == {seed.name for seed in SEED_FILES}
    for name, file in listing["files"].items():
        assert file["url"].startswith(f"/data/{name}.")
        assert file["integrity"] == integrity_of(file_at(built.root, file["url"]))
        assert file["patches"] == {}


def test_it_is_no_new_app_when_only_data_changes(
    source: Path, seed_dir: Path, target: Path
) -> None:
    before = build(source, seed_dir, target)
    change(seed_dir / "plans.yaml", "limit_fen: 5000000", "limit_fen: 6000000")
    after = build(source, seed_dir, target)

    assert after.build == before.build
    assert (after.root / "sw.js").read_bytes() == (before.root / "sw.js").read_bytes()
    old, new = read_listing(before.root), read_listing(after.root)
    assert old["version"] != new["version"]
    before_and_after = ((old["files"][name], file) for name, file in new["files"].items())
    changed = [file["url"] for was, file in before_and_after if was["url"] != file["url"]]
    assert [url.partition(".")[0] for url in changed] == ["/data/plans"]


def test_it_keeps_the_version_when_only_a_comment_changes(
    source: Path, seed_dir: Path, target: Path
) -> None:
    before = build(source, seed_dir, target)
    change(seed_dir / "plans.yaml", "# The plans", "# All plans")

    assert read_listing(build(source, seed_dir, target).root) == read_listing(before.root)


def test_it_patches_from_the_versions_before(source: Path, seed_dir: Path, target: Path) -> None:
    urls = []
    for limit in ("5000000", "6000000", "7000000", "8000000"):
        built = build(source, seed_dir, target)
        urls.append(read_listing(built.root)["files"]["plans"]["url"])
        change(seed_dir / "plans.yaml", f"limit_fen: {limit}", f"limit_fen: {int(limit) + 1000000}")
    consents = read_listing(built.root)["files"]["consents"]["patches"]
    plans = read_listing(built.root)["files"]["plans"]["patches"]

    assert consents == {}
    # The two versions before; who holds an older one fetches the whole file.
    assert set(plans) <= set(urls[1:3])
    for url, patch in plans.items():
        assert patch["integrity"] == integrity_of(file_at(built.root, patch["url"]))
        made = apply(content_of(built, url), content_of(built, patch["url"]))
        assert made == content_of(built, urls[-1])


@given(contents, contents)
def test_a_patch_leads_from_one_version_to_the_other(
    old: dict[str, Any], new: dict[str, Any]
) -> None:
    patch = json.loads(json.dumps(patch_of(old, new)))
    made = apply(old, patch)

    assert made == new


def test_a_patch_holds_only_the_row_that_changed() -> None:
    old = {"hospitals": [{"id": number} for number in range(1000)], "checked_on": "2026-11-22"}
    new = old | {"hospitals": [*old["hospitals"][:500], {"id": "new"}, *old["hospitals"][501:]]}

    assert patch_of(old, new) == {
        "put": {},
        "del": [],
        "edit": {"hospitals": [(500, 1, [{"id": "new"}])]},
    }
