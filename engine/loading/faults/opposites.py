"""Words that say the opposite of one another.

Owns what makes a word negative, so that spelling distance never turns "not before" into
"before". Knows nothing of what a rulebook may contain.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_NEGATIVE = """
    not nto nott no non never none neither nor nobody nothing without isnt arent wasnt doesnt dont
    didnt hasnt havent cannot cant wont shouldnt except excepting unless lacks lack lacking missing
    avoid skip stop forbid forbids anti but
"""
_OFTEN = ("not", "never", "without", "except", "unless")
"""Those that are recognised also if they are misspelt."""
NEGATIVE = frozenset(_NEGATIVE.split())
"""Words that deny what stands beside them."""
_PREFIXES = ("un", "in", "im", "il", "ir", "non", "not", "no", "dis", "de", "mis", "anti")
_ANTONYMS = (
    ("before", "after"),
    ("earlier", "later"),
    ("earliest", "latest"),
    ("over", "under"),
    ("above", "below"),
    ("minimum", "maximum"),
    ("min", "max"),
    ("least", "most"),
    ("less", "more"),
    ("first", "last"),
    ("from", "until"),
    ("since", "until"),
    ("start", "end"),
    ("includes", "excludes"),
    ("include", "exclude"),
    ("included", "excluded"),
    ("inside", "outside"),
    ("known", "unknown"),
    ("with", "without"),
    ("any", "all"),
    ("open", "closed"),
    ("statement", "denial"),
    ("import", "export"),
    ("arrival", "departure"),
    ("arrives", "departs"),
    ("entry", "exit"),
    ("inbound", "outbound"),
    ("incoming", "outgoing"),
    ("enabled", "disabled"),
    ("increase", "decrease"),
    ("on", "off"),
    ("yes", "no"),
    ("true", "false"),
    ("one", "none"),
    ("ever", "never"),
    ("can", "cant"),
    ("can", "cannot"),
)
_OTHER_WAY = frozenset(_ANTONYMS) | frozenset((b, a) for a, b in _ANTONYMS)


def are_opposed(word: str, other: str) -> bool:
    """Whether one of two words that are spelled much alike denies what the other says."""
    first, second = _parts(word), _parts(other)
    if "".join(first) == "".join(second):
        return False
    if (_denials(first, second, misspelt=True) + _denials(second, first)) % 2:
        return True
    pairs = [(a, b) for a in set(first) - set(second) for b in set(second) - set(first)]
    return any(pair in _OTHER_WAY or _denies(*pair) or _denies(*pair[::-1]) for pair in pairs)


def _parts(word: str) -> list[str]:
    """The words in a name: ``notBefore`` and ``isn't_before`` have two."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", word.replace("'", "").replace("’", ""))
    found = [part for part in re.split(r"[^\w!≠]+|_", spaced.lower()) if part]
    return ["not", found[0][1:], *found[1:]] if found and found[0][0] in "!≠" else found


def _denials(parts: list[str], others: list[str], *, misspelt: bool = False) -> int:
    """How many negative words stand in ``parts`` only; also those ``misspelt`` there, if asked."""
    return sum(
        (part in NEGATIVE or (misspelt and _is_nearly_negative(part)))
        and all(_likeness(part, other) <= 0.8 for other in others)
        for part in parts
    )


def _is_nearly_negative(part: str) -> bool:
    return any(_likeness(part, word) >= 0.8 for word in _OFTEN)


def _denies(word: str, other: str) -> bool:
    """Whether ``word`` is ``other`` with a syllable before it that turns it round."""
    for prefix in _PREFIXES:
        rest = word.removeprefix(prefix)
        if rest != word and len(rest) >= 4 and _likeness(rest, other) >= 0.8:
            return _likeness(rest, other) > _likeness(word, other)
    return False


def _likeness(word: str, other: str) -> float:
    return SequenceMatcher(None, word, other).ratio()
