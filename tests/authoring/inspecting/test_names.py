"""Everything in a rulebook can be found by its id, and by what is nearly its id."""

import pytest

from engine.authoring.inspecting.names import Name, NoSuchName, Sort, find_names, names_in
from tests.library import FOLDER, library


def test_everything_that_is_declared_has_a_name_and_a_place() -> None:
    """At each place stands the key that declares the thing (a warning's: ``warn``)."""
    names = names_in(library())
    missing = set(Sort) - {name.sort for name in names}
    assert {Sort.CALCULATED, Sort.CONCLUSION, Sort.SCENARIO, Sort.INVARIANT} == missing
    for name, place in names.items():
        line = (FOLDER / place.file).read_text(encoding="utf-8").splitlines()[place.line - 1]
        key = "warn" if name.sort is Sort.WARNING else name.id.rpartition(".")[2]
        if name.sort is Sort.OPTION:
            key = name.id.partition("=")[2]
        assert line[place.column - 1 :].startswith(f"{key}:")


def test_an_id_that_several_things_share_finds_all_of_them() -> None:
    """A rule and its warning, a fact and a table, a cost and a fact may be called the same."""
    found = find_names(names_in(library()), "branch")
    assert {Name(Sort.FACT, "branch"), Name(Sort.TABLE, "branch")} == set(found)


def test_rows_and_options_are_found_with_and_without_what_they_belong_to() -> None:
    names = names_in(library())
    row, option = Name(Sort.ROW, "branch.north"), Name(Sort.OPTION, "branch=north")
    assert (row,) == find_names(names, "branch.north")
    assert (option,) == find_names(names, "branch=north")
    assert {row, option} == set(find_names(names, "north"))


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("pay_fine", "Did you mean the step 'pay-fine'?"),
        ("leaves-on", "Did you mean the fact 'leaves_on'?"),
        ("branch.nroth", "Did you mean the table row 'branch.north'?"),
        ("Posted", "Did you mean the rule 'posted'?"),
    ],
)
def test_a_typing_error_gets_the_nearest_name(typed: str, hint: str) -> None:
    with pytest.raises(NoSuchName, match=r"nothing in this rulebook is called") as error:
        find_names(names_in(library()), typed)
    assert hint in str(error.value)
