"""Whole numbers and amounts as people type them.

Owns the signs and names of currencies, thousands apart by commas or spaces, and 万. An amount
in any other currency than the one asked for is none.
"""

from __future__ import annotations

import re

_NAMES = {
    "JPY": ("¥", "yen", "円", "圓", "圆", "元", "日元", "日圆", "日円"),
    "EUR": ("€", "euro", "euros", "欧元", "ユーロ"),
    "USD": ("$", "us$", "dollar", "dollars", "美元", "美金", "ドル", "米ドル"),
    "GBP": ("£", "pound", "pounds", "英镑", "ポンド"),
    "CNY": ("¥", "yuan", "rmb", "元", "块", "人民币", "人民元"),
    "KRW": ("₩", "won", "韩元", "ウォン"),
    "TWD": ("nt$", "元", "新台币", "台湾ドル"),
    "HKD": ("hk$", "港元", "港币", "香港ドル"),
}
_NUMBER = r"[+-]?(?:\d{1,3}(?:[, ]\d{3})+|\d{1,13})"
_WHOLE = re.compile(_NUMBER)
_TEN_THOUSANDS = re.compile(r"([+-]?\d{1,9})(?:\.(\d{1,4}))? ?[万萬] ?(\d{1,4})?")


def read_number(word: str) -> int | None:
    """The whole number that the normalised ``word`` is."""
    if not word.isascii() or not _WHOLE.fullmatch(word):
        return None
    return int(word.replace(",", "").replace(" ", ""))


def read_amount(word: str, currency: str) -> int | None:
    """The amount of ``currency`` that the normalised ``word`` is, with its sign or name or
    without."""
    number = _without_currency(word, currency)
    found = _TEN_THOUSANDS.fullmatch(number)
    if found is None or not number.replace("万", "").replace("萬", "").isascii():
        return read_number(number)
    whole, part, rest = found.groups()
    if part and rest:
        return None
    more = int((part or "0").ljust(4, "0")) if part else int(rest or 0)
    thousands = int(whole) * 10_000
    return thousands - more if whole.startswith("-") else thousands + more


def _without_currency(word: str, currency: str) -> str:
    names = (currency.casefold(), *_NAMES.get(currency, ()))
    for name in sorted(names, key=len, reverse=True):
        if word.startswith(name):
            return word.removeprefix(name).strip()
        if word.startswith(f"-{name}"):
            return "-" + word.removeprefix(f"-{name}").strip()
        if word.endswith(name):
            return word.removesuffix(name).strip()
    return word
