"""What two records of one dose say together."""

from dataclasses import asdict, replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from api.vaccines.rules import OTHER, DoseGiven

a_text = st.sampled_from(["", "甲", "乙"])
records = st.builds(
    DoseGiven,
    vaccine_id=st.sampled_from(["mmr", "hib", OTHER]),
    name=a_text,
    dose=st.sampled_from([None, 1, 2]),
    given_on=st.sampled_from([date(2026, 2, 20), date(2026, 2, 21)]),
    batch=a_text,
    place=a_text,
    reaction=a_text,
    note=a_text,
)


@given(records, records)
def test_it_loses_nothing_where_two_records_agree(one: DoseGiven, other: DoseGiven) -> None:
    together = asdict(one.filled_from(other))
    contradictions = one.contradictions(other)

    assert contradictions == other.contradictions(one)
    for name, said in asdict(other).items():
        assert together[name] == said or not said or name in contradictions
    assert one.filled_from(one) == one
    assert one.contradictions(one) == []


@given(records, records)
def test_it_takes_two_records_for_one_dose_only_where_both_name_it(
    one: DoseGiven, other: DoseGiven
) -> None:
    assert one.is_same_dose(other) == other.is_same_dose(one)
    assert one.is_same_dose(one) == (one.dose is not None and one.vaccine_id != OTHER)
    assert not one.is_same_dose(replace(one, dose=7))
    assert not one.is_same_dose(replace(one, vaccine_id="rabies"))
