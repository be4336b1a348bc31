"""Dangerous edits of the shipped rulebook, such as happen by accident: which invariant each
breaks, and whom it hits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.authoring.diffing.model import Way
from engine.authoring.testing.variants import varied, with_rules, with_step
from engine.conditions import ALWAYS, All, Comparison, Condition, Relation
from engine.rulebook import Do, Rulebook, Warn
from engine.values import Value

Edit = Callable[[Rulebook], Rulebook]


@dataclass(frozen=True)
class DangerousEdit:
    """An edit; the ``invariant`` it breaks, what is broken in ``words``, and the facts that a
    situation which shows it ``answers``; and one effect of it: on which ``item``, in which
    ``way``, and the answers of those it hits."""

    edit: Edit
    invariant: str
    words: str
    answers: frozenset[str]
    item: str
    way: Way
    hits: frozenset[str]


def without_order(first: str, then: str) -> Edit:
    """The rulebook in which neither step says that it comes before the other."""

    def edit(rulebook: Rulebook) -> Rulebook:
        one, other = rulebook.steps[first], rulebook.steps[then]
        before = tuple(it for it in one.before if it != then)
        after = tuple(it for it in other.after if it != first)
        assert (before, after) != (one.before, other.after)
        rulebook = with_step(rulebook, varied(one, before=before))
        return with_step(rulebook, varied(rulebook.steps[then], after=after))

    return edit


def moved(step: str, phase: str) -> Edit:
    return lambda rulebook: with_step(
        rulebook, varied(rulebook.steps[step], phase=phase, before=(), after=())
    )


def with_when(rule: str, when: Condition) -> Edit:
    return lambda rulebook: with_rules(rulebook, {rule: varied(rulebook.rules[rule], when=when)})


def without_effect(rule: str, kind: type) -> Edit:
    def edit(rulebook: Rulebook) -> Rulebook:
        effects = rulebook.rules[rule].effects
        left = tuple(it for it in effects if not isinstance(it, kind))
        assert left != effects
        return with_rules(rulebook, {rule: varied(rulebook.rules[rule], effects=left)})

    return edit


def _all(**wanted: Value) -> Condition:
    return All(tuple(Comparison(it, Relation.EQUALS, value) for it, value in wanted.items()))


def _edit(
    edit: Edit,
    invariant: str,
    words: str,
    answers: str,
    effect: tuple[str, Way],
    hits: str,
) -> DangerousEdit:
    item, way = effect
    asked, hit = frozenset(answers.split()), frozenset(hits.split())
    return DangerousEdit(edit, invariant, words, asked, item, way, hit)


EDITS: Mapping[str, DangerousEdit] = {
    "roaming is turned off afterwards": _edit(
        moved("turn-off-roaming", "afterwards"),
        "roaming-before-ending", "nothing puts turn-off-roaming before end-line", "roaming",
        ("turn-off-roaming>end-line", Way.ORDER), "roaming",
    ),
    "the bill is paid after the end": _edit(
        moved("pay-unpaid-bill", "afterwards"),
        "debts-before-ending", "nothing puts pay-unpaid-bill before end-line", "unpaid",
        ("pay-unpaid-bill>end-line", Way.ORDER), "unpaid",
    ),
    "the profile may go before the mail": _edit(
        without_order("verify-end", "delete-esim"),
        "esim-profile-is-deleted-last", "nothing puts verify-end before delete-esim", "card",
        ("verify-end>delete-esim", Way.UNTIED), "card",
    ),
    "the payment is removed at once": _edit(
        without_order("watch-bills", "remove-auto-pay"),
        "payment-is-removed-after-the-last-bill",
        "nothing puts watch-bills before remove-auto-pay", "card",
        ("watch-bills>remove-auto-pay", Way.UNTIED), "card",
    ),
    "heirs log in": _edit(
        with_when("login-is-recovered", Comparison("special", Relation.INCLUDES, "login")),
        "heirs-do-not-log-in", "the step recover-login is in the plan", "card special",
        ("recover-login", Way.GAINED), "special",
    ),
    "the early fee is judged by the last day only": _edit(
        with_when("not-before-the-fee-is-over", All((
            _all(billed_monthly=True, has_early_fee=True),
            Comparison("days_still_young", Relation.AT_LEAST, 0),
        ))),
        "days-with-the-early-fee-are-named", "the warning not-before-the-fee-is-over is missing",
        "card carrier contract_start",
        ("not-before-the-fee-is-over", Way.LOST), "contract_start",
    ),
    "a bank is told after the line has stopped": _edit(
        moved("move-bank", "afterwards"),
        "two-factor-list-before-bank", "nothing puts move-bank before end-line",
        "card goal services",
        ("move-bank>end-line", Way.ORDER), "services",
    ),
    "who moves also cancels": _edit(
        with_when("accounts-are-listed", ALWAYS),
        "who-moves-gives-up-nothing", "the step list-accounts is in the plan", "goal",
        ("list-accounts", Way.GAINED), "card",
    ),
    "who acts for the holder logs in": _edit(
        with_when("login-is-tested", _all(billed_monthly=True)),
        "what-only-the-holder-can-do-is-not-the-proxys", "the step test-login is in the plan",
        "card special",
        ("test-login", Way.GAINED), "special",
    ),
    "only docomo's customers hear that the line is theirs": _edit(
        with_when("never-hand-the-line-over", _all(carrier="docomo")),
        "everybody-keeps-the-line-to-themselves",
        "the warning never-hand-the-line-over is missing", "carrier",
        ("never-hand-the-line-over", Way.LOST), "carrier",
    ),
    "the cheaper month is shown only to those who stay": _edit(
        with_when("the-cheaper-month-comes-first", _all(
            month_before_is_cheaper=True, leaving="stays"
        )),
        "a-new-month-for-a-few-days-is-named", "the step end-a-month-earlier is missing",
        "card carrier leaves_on leaving",
        ("end-a-month-earlier", Way.LOST), "leaving",
    ),
    "heirs find no way out": _edit(
        without_effect("line-of-the-dead-ends", Do),
        "heirs-end-the-line-or-take-it-over",
        "none of end-line-of-the-dead, take-over-line is in the plan", "card special",
        ("end-line-of-the-dead", Way.LOST), "special",
    ),
    "nobody is warned of deleting": _edit(
        without_effect("deleting-is-not-cancelling", Warn),
        "esim-is-deleted-and-warned-about",
        "the warning deleting-is-not-cancelling is missing", "card",
        ("deleting-is-not-cancelling", Way.LOST), "card",
    ),
    "a lost phone is not blocked": _edit(
        without_effect("lost-line-is-blocked", Do),
        "lost-phones-are-blocked",
        "the step block-line is missing, and the step police-report is missing", "card special",
        ("block-line", Way.LOST), "special",
    ),
}  # fmt: skip
