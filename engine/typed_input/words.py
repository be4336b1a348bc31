"""Yes, no, none and "I don't know" in the words that people use for them.

Owns the words and what makes two texts the same. Knows nothing of facts or questions.
"""

from __future__ import annotations

import unicodedata

from ..values import NO_WORDS, UNKNOWN_WORDS, YES_WORDS

YES = YES_WORDS | {
    "yeah", "yep", "sure", "是的", "对", "对的", "有", "有的", "嗯", "ある", "あります", "うん",
    "ええ", "そう", "そうです",
}  # fmt: skip
NO = NO_WORDS | {
    "nope", "不", "不是", "不对", "没", "没有", "无", "ない", "ありません", "なし", "違う",
    "違います", "いや",
}  # fmt: skip
NONE = frozenset(
    {"none", "nothing", "无", "没有", "都没有", "以上都没有", "なし", "ない", "どれもない"}
)
UNKNOWN = UNKNOWN_WORDS | {
    "u", "don't know", "dont know", "i don't know", "i dont know", "not sure", "no idea",
    "不知道", "不清楚", "不确定", "说不准", "わからない", "分からない", "わかりません",
    "分かりません", "不明", "知らない",
}  # fmt: skip


def normalised(text: str) -> str:
    """``text`` without the differences that do not matter: full-width forms, case, typographic
    apostrophes, outer space and a closing full stop."""
    plain_text = unicodedata.normalize("NFKC", text).replace("\u2019", "'").casefold().strip()
    return plain_text.rstrip("。") or plain_text


def yes_or_no(word: str) -> bool | None:
    """What the normalised ``word`` says; ``None`` where it says neither."""
    if word in YES:
        return True
    return False if word in NO else None
