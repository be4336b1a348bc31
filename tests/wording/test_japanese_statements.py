"""A Japanese statement of the rulebook as a clause that 場合 can follow."""

import pytest
from msgspec.structs import replace

from engine.conditions import Comparison, Relation
from engine.rulebook import Asked
from engine.situation import Situation, Valuation
from engine.values import Kind
from engine.wording.conditions import condition_in_words
from engine.wording.residual import OpenParts
from tests.wording.sample import RULEBOOK, TODAY, fact, say


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("店舗で解約する", "店舗で解約する"),
        ("店舗で解約する。", "店舗で解約する"),
        ("旅行者向けプリペイド", "旅行者向けプリペイドである"),
        ("海外発行のカード（今後も有効）", "海外発行のカードである（今後も有効）"),
        ("手数料の対象になる（一部未確認）", "手数料の対象になる（一部未確認）"),
    ],
)
def test_only_a_noun_gets_a_verb(statement: str, expected: str) -> None:
    asked = fact("said", Kind.YES_NO, say("Said"), Asked(), statement=say("so", "是", statement))
    rulebook = replace(RULEBOOK, facts={**RULEBOOK.facts, "said": asked})
    leaf = Comparison("said", Relation.EQUALS, True)
    now = Valuation(rulebook, Situation({}, TODAY))
    assert expected == condition_in_words(leaf, "ja", OpenParts(now))
