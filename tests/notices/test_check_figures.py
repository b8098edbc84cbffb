"""The figures of an example add up, and its days follow each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.notices.figures import CALC_FORM, DAY_FORM, read_calc, read_days


def test_it_reads_amounts_of_every_kind() -> None:
    lines, problems = read_calc(
        [
            "+ ¥1,000 Bill | with a remark",
            "+ ¥0.50 Stamp",
            "- ¥0.50 Stamp",
            "= ¥1,000.00 So far",
            "- ¥400 (40%) Cut",
            "= ¥600 Paid",
        ]
    )
    assert problems == []
    assert [(line["kind"], line["fen"]) for line in lines] == [
        ("add", 100_000),
        ("add", 50),
        ("take", 50),
        ("sum", 100_000),
        ("cut", 40_000),
        ("sum", 60_000),
    ]
    assert (lines[4]["rate_bp"], lines[4]["of_fen"]) == (4000, 100_000)


@pytest.mark.parametrize(
    ("rows", "offset", "said"),
    [
        (["+ ¥10,000 A", "- ¥4,000 (40%) B", "= ¥6,500 C"], 2, "The lines above give ¥6,000.00."),
        (["+ ¥10,000 A", "- ¥4,100 (40%) B", "= ¥5,900 C"], 1, "40 % of ¥10,000.00 is another"),
        (["+ ¥10 A", "- ¥11 B", "= ¥0 C"], 1, "It takes off more than the ¥10.00 above."),
        (["- ¥10 A", "= ¥0 C"], 0, "The first line begins with +."),
        (["= ¥0 C"], 0, "The first line begins with +."),
        (["+ ¥10 A", "- ¥1 B"], 1, "The last line says the result"),
        ([], 0, "The last line says the result"),
        (["+ ¥10 **A**", "= ¥10 B"], 0, "** opens or closes nothing"),
        (["+ ¥10 A | <b>x</b>", "= ¥10 B"], 0, "HTML isn't drawn"),
    ],
)
def test_it_says_which_amount_is_wrong(rows: list[str], offset: int, said: str) -> None:
    _lines, problems = read_calc(rows)
    assert any(at == offset and said in words for at, words in problems), problems


@pytest.mark.parametrize(
    "row",
    [
        "¥10 A",
        "+ 10 A",
        "+ ¥10",
        "+ ¥10,00 A",
        "+ ¥1,0000 A",
        "+ ¥10.5 A",
        "+ ¥-10 A",
        "+ $10 A",
        "+ ¥10 (40%) A",
        "= ¥10 (40%) A",
        "",
    ],
)
def test_it_refuses_a_row_that_is_no_amount(row: str) -> None:
    assert read_calc(["+ ¥10 A", row, "= ¥10 B"]) == ([], [(1, CALC_FORM)])


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=8), st.integers(0, 100))
def test_it_accepts_what_adds_up_and_nothing_else(steps: list[int], off: int) -> None:
    total = sum(steps)
    rows = [f"+ ¥{fen // 100}.{fen % 100:02} step" for fen in steps]
    claimed = total + off
    _lines, problems = read_calc([*rows, f"= ¥{claimed // 100:,}.{claimed % 100:02} sum"])
    assert (problems == []) is (off == 0)


@given(st.integers(0, 10**7), st.integers(0, 100))
def test_it_accepts_a_cut_that_is_its_share(yuan: int, rate: int) -> None:
    cut = yuan * rate
    rows = [
        f"+ ¥{yuan:,} a",
        f"- ¥{cut // 100:,}.{cut % 100:02} ({rate}%) b",
        f"= ¥{(yuan * 100 - cut) // 100:,}.{(yuan * 100 - cut) % 100:02} c",
    ]
    lines, problems = read_calc(rows)
    assert problems == []
    assert lines[0]["fen"] - lines[1]["fen"] == lines[2]["fen"]


def test_it_reads_days_with_and_without_a_time() -> None:
    assert read_days(["2027-03-12 15:00 A", "2027-03-12 16:00 B", "2027-03-15 C"]) == (
        [
            {"on": "2027-03-12", "time": "15:00", "words": "A"},
            {"on": "2027-03-12", "time": "16:00", "words": "B"},
            {"on": "2027-03-15", "words": "C"},
        ],
        [],
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2027-02-29 A", DAY_FORM),
        ("2027-3-1 A", DAY_FORM),
        ("2027-03-01", DAY_FORM),
        ("2027-03-01 24:00 A", DAY_FORM),
        ("March 1 A", DAY_FORM),
        ("2027-01-31 A", "It is earlier than the line above."),
        ("2027-03-01 <i>A</i>", "HTML isn't drawn"),
    ],
)
def test_it_refuses_a_row_that_is_no_day_in_order(row: str, said: str) -> None:
    _lines, problems = read_days(["2027-02-01 Before", row])
    assert len(problems) == 1
    assert problems[0][0] == 1
    assert said in problems[0][1]


def test_it_wants_at_least_one_day() -> None:
    assert read_days([]) == ([], [(0, DAY_FORM)])
