"""notices.md becomes a tree of nodes that the phone can draw."""

from pathlib import Path

import pytest

from tests.notices.little_notices import ONE, WHOLE, complaints, line_of, read


def test_it_reads_values_and_both_languages(tmp_path: Path) -> None:
    one, other = read(tmp_path, WHOLE)

    values = {name: one[name] for name in one if name not in {"zh", "en"}}
    assert values == {
        "id": "pay-first",
        "group": "after",
        "important": True,
        "version": "2026-11",
        "chapters": [6, 9],
        "related": ["other"],
    }
    assert (one["zh"]["title"], one["en"]["title"]) == ("先付钱", "Pay first")
    assert (other["important"], other["related"]) == (False, [])


def test_it_makes_a_tree_of_known_nodes(tmp_path: Path) -> None:
    part = read(tmp_path, WHOLE)[0]["en"]

    slot = {"node": "slot", "name": "hotline"}
    assert part["summary"] == ["Pay, then claim. Or call ", slot, "."]
    assert part["nodes"] == [
        {"node": "heading", "level": 3, "nodes": ["The rule"]},
        {
            "node": "paragraph",
            "nodes": [
                "Pay what is on the ",
                {"node": "strong", "nodes": ["invoice"]},
                " and look at ",
                {"node": "link", "href": "/visits", "nodes": ["Visits"]},
                ".",
            ],
        },
        {"node": "list", "ordered": True, "items": [["Pay"], ["Claim"]]},
        {"node": "heading", "level": 3, "nodes": ["Example"]},
        {
            "node": "calc",
            "lines": [
                {"kind": "add", "fen": 100_000, "words": "In all", "note": "As on the invoice"},
                {
                    "kind": "cut",
                    "fen": 40_000,
                    "words": "Less",
                    "rate_bp": 4000,
                    "of_fen": 100_000,
                },
                {"kind": "sum", "fen": 60_000, "words": "Paid to you"},
            ],
        },
        {
            "node": "days",
            "lines": [
                {"on": "2027-03-10", "words": "Sent"},
                {"on": "2027-03-12", "time": "16:00", "words": "Done"},
            ],
        },
        {"node": "row", "href": "/bind", "nodes": ["Add a card"]},
    ]


def test_it_joins_lines_without_a_space_in_chinese(tmp_path: Path) -> None:
    summary = read(tmp_path, WHOLE)[0]["zh"]["summary"]
    assert summary[0] == "先付，再报销。打 "


def test_it_keeps_signs_written_with_a_backslash(tmp_path: Path) -> None:
    text = WHOLE.replace("One sentence.", r"A \* and a \<b\> and 3 &lt; 4.")
    assert read(tmp_path, text)[1]["en"]["summary"] == ["A * and a <b> and 3 < 4."]


def test_it_reads_what_windows_wrote(tmp_path: Path) -> None:
    text = "\ufeff" + WHOLE.replace("\n", "\r\n")
    assert read(tmp_path, text) == read(tmp_path, WHOLE)


# What replaces what, on which line of the new text it is (as the text of that line), and what is
# said of it.
BAD_TEXT = [
    ("One sentence.", "One <b>sentence</b>.", "en", "HTML isn't drawn"),
    ("One sentence.", "<script>alert(1)</script>", "en", "HTML isn't drawn"),
    ("One sentence.", "One <!-- sentence -->.", "en", "HTML isn't drawn"),
    ("One sentence.", "Call <phone>.", "en", "A slot is one of <hotline>"),
    ("One sentence.", "One ![sentence](/a.png).", "en", "A picture isn't drawn"),
    ("One sentence.", "One `sentence`.", "en", "Code isn't drawn"),
    ("One sentence.", "One **sentence.", "en", r"\*\* opens or closes nothing"),
    ("说一句。", "**说一句。**再说。", "zh", r"\*\* opens or closes nothing"),
    ("One sentence.", "One *sentence.", "en", r"\* opens or closes nothing"),
    ("One sentence.", "One _sentence.", "en", "_ opens or closes nothing"),
    ("One sentence.", "One `sentence.", "en", "` opens or closes nothing"),
    ("One sentence.", "One ~~sentence~~.", "en", "~~ opens or closes nothing"),
    ("One sentence.", "One [sentence](no page).", "en", r"\]\( opens or closes nothing"),
    ("One sentence.", "| a | b |", "en", r"\| opens or closes nothing"),
    ("One sentence.", "#One sentence.", "en", "# opens or closes nothing"),
    ("One sentence.", "[One](https://example.org)", "en", "The app has no such page"),
    ("One sentence.", "<https://example.org>", "en", "The app has no such page"),
    ("One sentence.", "[One](javascript:alert(1))", "en", "The app has no such page"),
    ("One sentence.", "[One](/hospital)", "en", "/hospital: The app has no such page"),
    ("One sentence.", "[One](/visits/1)", "en", "The app has no such page"),
    ("One sentence.", "[One](tel:110)", "en", "The app has no such page"),
    ("One sentence.", "One\\\nsentence.", "en", "A forced line break isn't drawn"),
    ("One sentence.", "Call 021-80209058.", "en", "021-80209058 is in operator.yaml"),
    ("One sentence.", "To claims@example.org", "en", "claims@example.org is in operator.yaml"),
    ("One sentence.", "> One sentence.", "en", "A quotation isn't drawn"),
    ("## zh: 别的", "## zh: **别的**", "zh", "A title is plain text"),
    ("## zh: 别的", "## 别的", "other", "Write the language and the title"),
    ("## zh: 别的", "## fr: Autre", "other", "Write the language and the title"),
    ("说一句。", "说\u200b一句。", "-", r"The invisible character U\+200B"),
    ("说一句。", "说\x08一句。", "-", r"The invisible character U\+0008"),
    ("One sentence.", "One \u202esentence.", "-", r"The invisible character U\+202E"),
    ("chapters: 1", "chapters: ten", "chapters", "Not a valid integer"),
    ("chapters: 1", "chapters: 10", "chapters", "chapters 1 to 9"),
    ("important: no", "important: maybe", "important", "Write yes or no"),
    ("group: before", "group: later", "group", "Must be one of: before, at, after, more"),
    ("version: 2026-11-25", "version: 7", "version", "Write it as year-month"),
    ("- chapters: 1", "- chapters: 1\n- related: gone", "related", "gone: No notice has this id"),
    ("- chapters: 1", "- chapters: 1\n- related: other", "related", "No notice has this id"),
    ("- chapters: 1", "- chapters: 1\n- color: red", "color", "Unknown field"),
    ("- chapters: 1", "- chapters: 1\n- chapters: 2", "chapters", "It stands here twice"),
    ("- chapters: 1", "- chapters: 1\n- important", "other", "a name, a colon and a value"),
    ("# other\n", "# Other\n", "id", "Use a–z, digits and - only"),
]


@pytest.mark.parametrize(("old", "new", "field", "said"), BAD_TEXT)
def test_it_names_a_bad_line(old: str, new: str, field: str, said: str, tmp_path: Path) -> None:
    text = WHOLE.replace(old, new)
    line = line_of(text, new) + new.count("\n") * new.startswith("-")

    found = complaints(tmp_path, text)

    beginning = f"notices.md line {line}, field {field}: "
    assert any(words.startswith(beginning) and matches(said, words) for words in found), found


def matches(pattern: str, words: str) -> bool:
    return pytest.RaisesExc(Exception, match=pattern).matches(Exception(words))


BAD_BLOCKS = [
    ("##### Deep", "A heading has four # at most"),
    ("#### Deep", "The heading jumps from ## to ####"),
    ("***", "A line across isn't drawn"),
    ("    indented", "a text doesn't begin with four spaces"),
    ("```python\nprint()\n```", "begins with ```calc or ```days"),
    ("- a\n  - b", "A list inside a list isn't drawn"),
    ("- a\n\n  b", "An item of a list has one paragraph"),
    ("- a\n-\n- b", "The item is empty"),
    ("3. a\n4. b", "A numbered list begins with 1"),
    ("```calc\n+ 1000 In all\n```", "Write a sign, an amount and words"),
    ("```days\n2027-02-30 Gone\n```", "Write a date"),
    ("[a]: /visits", "opens or closes nothing|The English"),
]


@pytest.mark.parametrize(("block", "said"), BAD_BLOCKS)
def test_it_names_a_block_that_is_not_drawn(block: str, said: str, tmp_path: Path) -> None:
    found = complaints(tmp_path, f"{WHOLE}\n{block}\n")
    assert any(matches(said, words) for words in found), found
    assert all(words.startswith("notices.md line ") for words in found)


def test_it_names_the_line_of_a_mistake_inside_a_paragraph(tmp_path: Path) -> None:
    text = WHOLE.replace("One sentence.", "One sentence.\nAnd <b>another</b>.\nAnd a third.")
    (found,) = complaints(tmp_path, text)
    assert found.startswith(f"notices.md line {line_of(text, '<b>')}, field en: HTML")


@pytest.mark.parametrize(
    ("gone", "field", "said"),
    [
        ("- group: before\n", "group", "Missing data"),
        ("- important: no\n", "important", "Missing data"),
        ("- version: 2026-11-25\n", "version", "Missing data"),
        ("- chapters: 1\n", "chapters", "Missing data"),
        ("## en: Other\n\nOne sentence.\n", "en", "This language is missing"),
        ("## zh: 别的\n\n说一句。\n\n", "zh", "This language is missing"),
    ],
)
def test_it_names_the_notice_that_lacks_something(
    gone: str, field: str, said: str, tmp_path: Path
) -> None:
    text = WHOLE.replace(gone, "")
    (found,) = complaints(tmp_path, text)
    assert found.startswith(f"notices.md line {line_of(text, '# other')}, field {field}: {said}")


def test_it_refuses_an_id_used_twice(tmp_path: Path) -> None:
    text = WHOLE + WHOLE[WHOLE.index("\n# other") :]
    (found,) = complaints(tmp_path, text)
    again = text.rpartition("# other")[0].count("\n") + 1
    assert found == f"notices.md line {again}, field id: Another notice has this id."


def test_it_refuses_a_link_to_a_notice_that_is_not_there(tmp_path: Path) -> None:
    text = WHOLE.replace("[绑卡](/bind)", "[绑卡](/notices/gone)")
    text = text.replace("[Add a card](/bind)", "[Add a card](/notices/gone)")
    zh, en = complaints(tmp_path, text)
    assert (
        zh
        == f"notices.md line {line_of(text, '[绑卡]')}, field zh: /notices/gone: No notice "
        + ("has this id.")
    )
    assert en.startswith(f"notices.md line {line_of(text, '[Add')}, field en: ")


def test_it_lets_a_notice_lead_to_another(tmp_path: Path) -> None:
    text = WHOLE.replace("](/bind)", "](/notices/other)")
    assert read(tmp_path, text)[0]["en"]["nodes"][-1]["href"] == "/notices/other"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2. Claim\n", "2. Claim\n3. Wait\n", "numbered list of 3, the Chinese .* list of 2"),
        ("1. Pay\n2. Claim", "- Pay\n- Claim", "a list of 2, the Chinese a numbered list"),
        ("### Example", "#### Example", "heading of level 4, the Chinese .* level 3"),
        ("[Visits](/visits)", "Visits", "a paragraph, the Chinese a paragraph with /visits"),
        ("[Add a card](/bind)", "[Add a card](/me)", "link to /me with /me"),
        ("2027-03-10 Sent", "2027-03-11 Sent", "the days .*2027-03-11"),
        ("\n[Add a card](/bind)\n", "", "The Chinese goes on with a link to /bind"),
        ("\n[Add a card](/bind)\n", "\n[Add a card](/bind)\n\nMore.\n", "The English goes on"),
        ("Or call <hotline>.", "Or call.", "the Chinese a paragraph with <hotline>"),
    ],
)
def test_it_says_where_two_languages_part(old: str, new: str, said: str, tmp_path: Path) -> None:
    (found,) = complaints(tmp_path, WHOLE.replace(old, new))
    assert "field en: " in found
    assert matches(said, found), found


def test_it_names_the_block_where_two_languages_part(tmp_path: Path) -> None:
    text = WHOLE.replace("1. Pay\n2. Claim", "- Pay\n- Claim")
    (found,) = complaints(tmp_path, text)
    assert found.startswith(f"notices.md line {line_of(text, '- Pay')}, field en: ")


def test_it_names_every_bad_line_in_order_up_to_twenty(tmp_path: Path) -> None:
    found = complaints(tmp_path, WHOLE + "\n<b>x</b>\n" * 30)
    lines = [int(words.split()[2].rstrip(",")) for words in found]
    assert len(lines) == 20
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (WHOLE.encode("gb18030"), "notices.md can't be read as UTF-8 text: line 11:"),
        (b"", "notices.md line 1, field sections: There must be at least one notice"),
        (b"just words\n", "notices.md line 1, field sections: There must be at least one notice"),
        (b"# a\n", "notices.md line 1, field group: Missing"),
        (b"# a\n\nwords\n", "notices.md line 3, field a: Between the list of values and"),
        (b"# a\n\n## en: T\n", "line 3, field en: Under the title stands the rule"),
        (b"# a\n\n## en: T\n\n- x\n", "line 3, field en: Under the title stands the rule"),
        (b"# a\n\n## en: T\n\nx\n\n## en: T\n\nx\n", "line 7, field en: This language stands"),
        (b"# a\n\n## en: T\n\nx\n\n```calc\n+ x\n", "line 8, field en: Write a sign"),
    ],
)
def test_it_says_why_a_file_cannot_be_read(content: bytes, said: str, tmp_path: Path) -> None:
    found = complaints(tmp_path, content)
    assert any(said in words for words in found), found


def test_it_ignores_what_stands_above_the_first_notice(tmp_path: Path) -> None:
    without = ONE.partition("\n\n")[2] + WHOLE[len(ONE) :]
    assert read(tmp_path, without) == read(tmp_path, WHOLE)
