"""Kinds of sources, actors by name, and the names that a report itself introduces."""

import pytest

from helpers.extracting.actors import armed_group_words, core_kind, known_actor, phrase_kind, word_set
from helpers.extracting.cast import cast_of
from helpers.lexicon import LexiconError

KINDS = [
    ("an official in the Interior Ministry", "government"),
    ("police Maj . Ivan Petrov", "security_forces"),
    ("the doctors ' union", "medical"),
    ("the fishermen ' s union", "other"),
    ("the prison service", "government"),
    ("the army 's own inquiry", "security_forces"),
    ("chief nurse at the emergency hospital", "medical"),
    ("the rebels ' radio station", "armed_group"),
    ("the rights group Lumen", "other"),
    ("a Taliban commander", "armed_group"),
    ("Amal Noor , a defense lawyer", "other"),
    ("the Battalion of Sailors", "armed_group"),
    ("the 2nd Battalion", "security_forces"),
    ("the Army of Chad", "security_forces"),
    ("the Delta Students ' Front", "other"),
    ("one of the keepers", "witness"),
    ("a laundrywoman who hid", "witness"),
    ("Sister Clara Weiss", "other"),
    ("Islamabad", "government"),
    ("the Northern Institute , a research center", "analyst"),
    ("Lt . Gen . Oleg Brandt , the commander of the rebel army", "armed_group"),
]


@pytest.mark.parametrize(("words", "kind"), KINDS)
def test_a_phrase_takes_the_kind_of_its_head_and_body(words, kind):
    assert phrase_kind(words.split()) == kind


def test_a_role_alone_does_not_decide():
    assert core_kind(["spokesman"]) == ("government", False)
    assert core_kind(["army", "spokesman"]) == ("security_forces", True)
    assert core_kind(["stone"]) is None


def test_a_known_actor_is_found_under_its_aliases():
    assert known_actor("the ISWAP")[1] == "armed_group"
    assert known_actor("Nobody At All") is None
    assert "hamas" in armed_group_words() and "front" not in armed_group_words()


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Information Minister Ana Ruiz left.", "Ruiz", "government"),
        ("Ana Ruiz, chief nurse at the hospital, left.", "Ruiz", "medical"),
        ("Rebels of the OLU coalition hold the town.", "OLU", "armed_group"),
        ("The Eastern Resistance Army, or ERA, holds the town.", "ERA", "armed_group"),
        ("NDF fighters hold the ridge.", "NDF", "armed_group"),
        ("The outlawed Sons of Tarn, a faction of exiles, hold it.", "Tarn", "armed_group"),
        ("Pavel Essel of the Northern Institute spoke.", "Essel", "analyst"),
    ],
)
def test_a_report_introduces_its_names(text, name, kind):
    assert cast_of(text).kind([name]) == kind


def test_the_group_named_last_is_whom_the_group_means():
    text = "NDF fighters left. Then OLU fighters came. The group spoke."
    assert cast_of(text).group_before(text.index("The group")).words == "OLU"
    assert cast_of(text).group_before(0) is None


def test_the_person_named_last_is_whom_he_means():
    text = "Governor Ana Ruiz met Dragan Ilic, 57. He spoke."
    assert cast_of(text).person_before(text.index("He spoke")) == "Dragan Ilic"


def test_a_use_without_words_is_named():
    with pytest.raises(LexiconError, match=r"source_words\.csv.*'no such use'"):
        word_set("no such use")


def test_an_article_is_no_name():
    assert cast_of("The rebels hold the ridge.").groups == []


def test_a_person_whom_nothing_introduces_is_still_one():
    cast = cast_of("Ida Moss wept in Torre.")
    assert cast.is_person(["Moss"]) and cast.is_person(["Ida", "Moss"]) and not cast.is_person(["Torre"])


def test_the_cast_is_read_only_where_the_words_do_not_decide():
    def never():
        raise AssertionError

    assert phrase_kind(["the", "police"], never) == "security_forces"
    with pytest.raises(AssertionError):
        phrase_kind(["Moss"], never)


@pytest.mark.parametrize("name", ["the Arakan Army", "the New People 's Army", "the Kachin Independence Army"])
def test_a_known_group_stays_one_though_its_name_ends_in_army(name):
    assert core_kind(name.split()) == ("armed_group", True)


def test_a_states_army_is_no_armed_group():
    assert core_kind(["the", "Sudanese", "Army"]) == ("security_forces", True)
