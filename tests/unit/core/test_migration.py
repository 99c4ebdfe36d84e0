"""Who moved: nobody is dropped, and rows and columns add up to the months that they come from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xltier.core.closing import Change, Settlement, State, changes, next_revision
from xltier.core.migration import NEW, UNRATED, WITHDRAWN, matrix

TIERS = ("A", "B", "C")
MONTHS = st.dictionaries(st.integers(0, 30), st.sampled_from([*TIERS, None]), max_size=20)


def test_every_way_to_move_has_its_cell() -> None:
    found = matrix(TIERS, {1: "A", 2: "A", 3: None, 4: "C", 5: "B"}, {1: "B", 2: "A", 3: "C", 5: None, 6: "A"})

    assert dict(found.counts) == {
        ("A", "B"): 1,
        ("A", "A"): 1,
        (UNRATED, "C"): 1,
        ("C", WITHDRAWN): 1,
        ("B", UNRATED): 1,
        (NEW, "A"): 1,
    }


@given(MONTHS, MONTHS)
def test_rows_add_up_to_the_month_before_and_columns_to_this_month(
    before: dict[int, str | None], now: dict[int, str | None]
) -> None:
    found = matrix(TIERS, before, now)

    assert {row: found.of_row(row) for row in found.rows} == {
        **{tier: list(before.values()).count(tier) for tier in TIERS},
        UNRATED: list(before.values()).count(None),
        NEW: len(now.keys() - before.keys()),
    }
    assert {column: found.of_column(column) for column in found.columns} == {
        **{tier: list(now.values()).count(tier) for tier in TIERS},
        UNRATED: list(now.values()).count(None),
        WITHDRAWN: len(before.keys() - now.keys()),
    }


def test_a_rerun_names_every_rating_that_differs_and_who_moved() -> None:
    before = Settlement(State.FINAL, 0, {"a": ("A", "92"), "b": ("B", "80"), "gone": ("C", "61")})
    now = {"b": ("B", "80"), "a": ("B", "89"), "new": (None, "")}
    found = changes(before, now)

    assert found == (
        Change("a", ("A", "92"), ("B", "89")),
        Change("new", None, (None, "")),
        Change("gone", ("C", "61"), None),
    )
    assert [change.moved for change in found] == [True, False, True]


def test_a_final_month_stays_final_and_only_a_change_makes_a_revision() -> None:
    final = Settlement(State.FINAL, 2, {"a": ("A", "92")})
    changed = (Change("a", ("A", "92"), ("B", "89")),)

    assert next_revision(None, (), State.DRAFT) == (State.DRAFT, 0)
    assert next_revision(final, (), State.DRAFT) == (State.FINAL, 2)
    assert next_revision(final, changed, State.APPEAL) == (State.FINAL, 3)
    assert next_revision(Settlement(State.DRAFT, 0, {}), (), State.APPEAL) == (State.APPEAL, 0)
