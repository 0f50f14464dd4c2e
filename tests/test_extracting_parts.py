"""extracting.find_parts: what each part finds in one sentence."""

from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import extracting


def test_each_part_of_a_sentence_by_itself():
    sentence = (
        "Police said on Monday that nearly 200 gunmen attacked the village of Harrowin, killing two dozen herders."
    )
    parts = extracting.find_parts(sentence, published="2024-05-07")
    found = {(row.part, row.words): row.found for row in parts.itertuples()}
    assert found["speaker", "Police"] == "security_forces"
    assert found["day", "Monday"] == "2024-05-06"
    assert found["number", "nearly 200"] == "200, nearly"
    assert found["people", "two dozen herders"] == "24 civilians"
    assert found["deed", "killing"] == "killed"
    assert found["place", "Harrowin"] == "Harrowin"


def test_a_day_without_a_publication_date_stays_open():
    parts = extracting.find_parts("Two men died on Monday.")
    assert parts.query("part == 'day'")["found"].tolist() == ["?"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_sentence_gives_words_that_stand_in_it(text):
    parts = extracting.find_parts(text)
    assert list(parts.columns) == ["part", "words", "found"]
    assert all(words in text for words in parts["words"])
