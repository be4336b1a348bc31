"""Plans made by hand, in every language: what the renderers are tested with.

``rich_plan`` has something of everything, ``empty_plan`` nothing, ``long_plan`` texts that
must be broken over lines.
"""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from engine.items import Certainty, ItemKind
from engine.planning.plan import (
    SCHEMA_VERSION,
    Affected,
    DueDate,
    FirstLine,
    GivenAnswer,
    OpenQuestion,
    Plan,
    PlanCost,
    PlanDocument,
    PlanPhase,
    PlanStep,
    PlanWarning,
    PresumedAnswer,
    Reason,
    RulebookName,
    SourceNote,
)
from engine.wording.filling import find_out_in_words

LANGUAGES = ("en", "zh", "ja")

_WORDS: dict[str, tuple[str, str, str]] = {
    "rulebook": ("Ending a mobile line", "解约手机号码", "携帯電話の解約"),
    "prepare": ("Before you cancel", "解约之前", "解約の前に"),
    "cancel": ("Cancel", "办理解约", "解約する"),
    "afterwards": ("Afterwards", "解约之后", "解約の後に"),
    "fate-label": ("Fate", "去留", "どうするか"),
    "fate-value": ("It should end", "停掉", "終わらせる"),
    "fate": ("the line ends", "线路停掉", "回線を終わらせる"),
    "back-up": ("Back up the data on your phone", "备份手机里的数据", "端末のデータを保存する"),
    "back-up-how": (
        "Copy photos and contacts to a computer or a cloud service. Afterwards they may be lost.",
        "把照片和通讯录备份到电脑或云端。解约之后可能无法恢复。",
        "写真や連絡先をパソコンかクラウドに保存します。解約後は元に戻せないことがあります。",
    ),
    "turn-off-roaming": ("Turn roaming off", "关闭国际漫游", "国際ローミングを停止する"),
    "turn-off-roaming-how": (
        "1. Open My docomo and end every recurring overseas option.\n"
        "2. Switch data roaming off on the phone.",
        "1. 打开 My docomo，停用所有按月续订的海外套餐。\n2. 在手机上关闭数据漫游。",
        "1. My docomoで、継続中の海外オプションをすべて停止します。\n"
        "2. 端末のデータローミングをオフにします。",
    ),
    "pay-bill": ("Pay the open bill", "结清欠费", "未払いの料金を支払う"),
    "file-request": ("Send the cancellation request", "提交解约申请", "解約を申し込む"),
    "file-request-how": (
        "Log in, choose “cancel”, and confirm with your phone number and e-mail address.",
        "登录后选择“解约”，并用手机号和邮箱确认。",
        "ログインして「解約」を選び、電話番号とメールアドレスを確認します。",
    ),
    "call-number": ("Call your old number", "拨打原来的号码", "元の番号に電話する"),
    "roaming-is-on": ("roaming is on", "国际漫游已开通", "国際ローミングが有効になっている"),
    "roaming-warning": (
        "Turn roaming off before you cancel. Charges can arrive months later, up to ¥50,000.",
        "请先关闭国际漫游，再办理解约。漫游费用可能在几个月后才出账，最高可达 50,000 日元。",
        "解約の前に国際ローミングを停止してください。"
        "数か月後に最大50,000円が請求されることがあります。",
    ),
    "transfer-warning": (
        "Never sell, lend or hand over your line. It can be a crime.",
        "切勿出售、出借或转让您的号码，这可能构成犯罪。",
        "回線を売ったり、貸したり、譲ったりしないでください。犯罪になることがあります。",
    ),
    "mail-warning": (
        "Your carrier mail address stops working with the line.",
        "解约后，运营商邮箱将无法使用。",
        "解約すると、キャリアメールは使えなくなります。",
    ),
    "proof-note": (
        "Keep the confirmation mail for at least a year.",
        "确认邮件请至少保存一年。",
        "確認メールは少なくとも1年間保管してください。",
    ),
    "passport": ("Passport", "护照", "パスポート"),
    "passport-note": ("The original, no copy", "须为原件", "原本（コピー不可）"),
    "residence-card": ("Residence card", "在留卡", "在留カード"),
    "fee": ("Cancellation fee", "解约金", "解約金"),
    "fee-note": (
        "Only for contracts younger than a year",
        "仅限签约不满一年的合约",
        "契約から1年未満のときだけ",
    ),
    "last-bill": ("Last monthly bill", "最后一个月的账单", "最終月の料金"),
    "rest-of-phone": ("Rest of the phone instalments", "手机分期余额", "端末代金の残り"),
    "why-roaming": (
        "A line still roaming can go on collecting charges that arrive late.",
        "仍在漫游的号码可能继续产生费用，而且出账较晚。",
        "ローミング中の回線は、遅れて届く料金が発生し続けることがあります。",
    ),
    "why-always": (
        "Data on the phone may be lost.",
        "手机数据可能会丢失。",
        "端末のデータが失われることがあります。",
    ),
    "roaming-question": (
        "Is international roaming switched on for this line?",
        "这条线路开通了国际漫游吗？",
        "この回線で国際ローミングを利用中ですか。",
    ),
    "roaming-label": ("Roaming", "国际漫游", "国際ローミング"),
    "roaming-find-out": (
        "Look under “overseas use” in your carrier's app.",
        "在运营商 App 的“海外使用”一栏查看。",
        "携帯会社のアプリの「海外利用」でご確認ください。",
    ),
    "start-question": (
        "When did your contract start?",
        "合约是什么时候开始的？",
        "契約はいつ始まりましたか。",
    ),
    "start-label": ("Contract start", "合约开始日", "契約開始日"),
    "card-label": ("Card", "卡的类型", "カードの種類"),
    "card-value": ("An eSIM", "eSIM", "eSIM"),
    "bill-label": ("Unpaid bill", "未缴账单", "未払い料金"),
    "bill-value": ("¥3,300", "3,300日元", "3,300円"),
    "leaves-label": ("Leaving Japan on", "离开日本的日期", "出国日"),
    "leaves-value": ("30 November 2026", "2026 年 11 月 30 日", "2026年11月30日"),
}


def words(key: str, language: str) -> str:
    """The sample words of that key in a language."""
    return _WORDS[key][LANGUAGES.index(language)]


ROAMING_SOURCE = SourceNote(
    "docomo-roaming-rules",
    "docomo, notes on international roaming",
    "http://www.nttdocomo.co.jp/english/service/world/roaming/info/rules.html",
    "official",
    date(2026, 11, 22),
    "undated",
    None,
)
GUIDE_SOURCE = SourceNote(
    "general-guide",
    "A general guide to ending a line",
    None,
    "background",
    date(2026, 11, 1),
    None,
    "low",
)


def rich_plan(language: str = "en") -> Plan:
    """A plan with certain, possible, due, done and unofficial things in it."""

    def say(key: str) -> str:
        return words(key, language)

    by_roaming = Reason(
        "roaming-off-first",
        say("why-roaming"),
        {"roaming": "unknown", "card": "esim"},
        (ROAMING_SOURCE, GUIDE_SOURCE),
    )
    always = Reason("always-back-up", say("why-always"), {}, (GUIDE_SOURCE,))
    back_up = PlanStep(
        id="back-up",
        position=1,
        phase="prepare",
        title=say("back-up"),
        how=say("back-up-how"),
        certainty=Certainty.CERTAIN,
        condition_in_words=None,
        find_out=(),
        after=(),
        due=None,
        warnings=(),
        documents=(),
        costs=(),
        done=True,
        official=False,
        why=(always,),
    )
    turn_off_roaming = PlanStep(
        id="turn-off-roaming",
        position=2,
        phase="prepare",
        title=say("turn-off-roaming"),
        how=say("turn-off-roaming-how"),
        certainty=Certainty.POSSIBLE,
        condition_in_words=say("roaming-is-on"),
        find_out=(find_out_in_words(say("roaming-label"), say("roaming-find-out"), language),),
        after=(),
        due=None,
        warnings=(),
        documents=(),
        costs=(),
        done=False,
        official=True,
        why=(by_roaming,),
    )
    pay_bill = replace(
        back_up,
        id="pay-bill",
        position=3,
        title=say("pay-bill"),
        how=None,
        due=DueDate(date(2026, 11, 23), None, None, 1),
        costs=("last-bill",),
        done=False,
        official=True,
    )
    file_request = replace(
        pay_bill,
        id="file-request",
        position=4,
        phase="cancel",
        title=say("file-request"),
        how=say("file-request-how"),
        after=("turn-off-roaming", "pay-bill"),
        due=DueDate(date(2026, 11, 29), date(2026, 11, 20), "20:00", 7),
        warnings=("roaming-off-first", "carrier-mail", "keep-proof"),
        documents=("passport", "residence-card"),
        costs=("young-contract-fee", "rest-of-phone"),
        why=(replace(always, rule="cancel-online"), by_roaming),
    )
    call_number = replace(
        back_up,
        id="call-number",
        position=5,
        phase="afterwards",
        title=say("call-number"),
        how=None,
        after=("file-request",),
        done=False,
        official=True,
    )
    return Plan(
        schema_version=SCHEMA_VERSION,
        rulebook=RulebookName("sample-line", "1.0.0", say("rulebook")),
        as_of=date(2026, 11, 22),
        language=language,
        currency="JPY",
        time_zone="Asia/Tokyo",
        exact=True,
        situation={
            "card": "esim",
            "roaming": "unknown",
            "amount_due": "3300",
            "leaves_on": "2026-11-30",
        },
        answers=(
            GivenAnswer("card", say("card-label"), "esim", say("card-value"), True),
            GivenAnswer("amount_due", say("bill-label"), "3300", say("bill-value"), True),
            GivenAnswer("leaves_on", say("leaves-label"), "2026-11-30", say("leaves-value"), False),
        ),
        presumed=(
            PresumedAnswer("fate", say("fate-label"), "ends", say("fate-value"), say("fate")),
        ),
        phases=tuple(PlanPhase(id, say(id)) for id in ("prepare", "cancel", "afterwards")),
        steps=(back_up, turn_off_roaming, pay_bill, file_request, call_number),
        warnings=(
            PlanWarning(
                "keep-proof",
                "note",
                say("proof-note"),
                "file-request",
                Certainty.CERTAIN,
                None,
                True,
                (),
            ),
            PlanWarning(
                "roaming-off-first",
                "danger",
                say("roaming-warning"),
                "file-request",
                Certainty.POSSIBLE,
                say("roaming-is-on"),
                True,
                (by_roaming,),
            ),
            PlanWarning(
                "carrier-mail",
                "caution",
                say("mail-warning"),
                "file-request",
                Certainty.CERTAIN,
                None,
                False,
                (always,),
            ),
            PlanWarning(
                "never-hand-over",
                "danger",
                say("transfer-warning"),
                None,
                Certainty.CERTAIN,
                None,
                True,
                (always,),
            ),
        ),
        documents=(
            PlanDocument(
                "passport",
                say("passport"),
                say("passport-note"),
                ("file-request",),
                Certainty.CERTAIN,
                None,
                (),
            ),
            PlanDocument(
                "residence-card",
                say("residence-card"),
                None,
                ("file-request",),
                Certainty.POSSIBLE,
                say("roaming-is-on"),
                (),
            ),
        ),
        costs=(
            PlanCost(
                "last-bill",
                say("last-bill"),
                3300,
                None,
                ("pay-bill",),
                Certainty.CERTAIN,
                None,
                True,
                (),
            ),
            PlanCost(
                "young-contract-fee",
                say("fee"),
                1100,
                say("fee-note"),
                ("file-request",),
                Certainty.POSSIBLE,
                say("roaming-is-on"),
                False,
                (always,),
            ),
            PlanCost(
                "rest-of-phone",
                say("rest-of-phone"),
                None,
                None,
                ("file-request",),
                Certainty.CERTAIN,
                None,
                True,
                (),
            ),
        ),
        open_questions=(
            OpenQuestion(
                "roaming",
                say("roaming-question"),
                say("roaming-label"),
                say("roaming-find-out"),
                "unknown",
                False,
                (
                    Affected(ItemKind.STEP, "turn-off-roaming", say("turn-off-roaming")),
                    Affected(ItemKind.WARNING, "roaming-off-first", say("roaming-warning")),
                ),
            ),
            OpenQuestion(
                "contract_start",
                say("start-question"),
                say("start-label"),
                None,
                "unanswered",
                True,
                (Affected(ItemKind.COST, "young-contract-fee", say("fee")),),
            ),
        ),
        first_lines=(FirstLine("general", None, "never-hand-over"),),
        done_elsewhere=("return-card",),
    )


def empty_plan(language: str = "en") -> Plan:
    """A plan with nothing in it."""
    return replace(
        rich_plan(language),
        situation={},
        answers=(),
        presumed=(),
        phases=(),
        steps=(),
        warnings=(),
        documents=(),
        costs=(),
        open_questions=(),
        first_lines=(),
        done_elsewhere=(),
    )


_LONG = {
    "en": (
        "Whoever pays for several lines with one card has to move every one of them to another "
        "method of payment first, because the provider switches all of them off together "
        "(see the notes on https://example.com/a/very/long/address/that/cannot/be/broken/easily"
        "/anywhere?because=it&has=no&spaces=at-all), and then wait for the letter. "
    ),
    "zh": (
        "如果同一张信用卡还在支付其他线路的费用，请先逐一改成别的付款方式，因为运营商会同时停用所有线路"
        "（详见“注意事项”与《服务条款》第12条）；办好之后，请等待书面通知，不要提前寄回SIM卡。"
    ),
    "ja": (
        "同じクレジットカードでほかの回線の料金も支払っている場合は、先にすべての回線の支払方法を変更して"
        "ください（「ご注意」および利用規約第12条を参照）。手続きが終わったら、書面が届くまでSIMカードを"
        "返送しないでください。"
    ),
}


def long_plan(language: str = "ja") -> Plan:
    """A plan whose every text has to be broken over lines."""
    plan, text = rich_plan(language), _LONG[language]
    return replace(
        plan,
        exact=False,
        phases=tuple(replace(phase, title=text) for phase in plan.phases),
        steps=tuple(
            replace(
                step,
                title=text,
                how=text * 2 + "\n\n" + text,
                certainty=Certainty.POSSIBLE,
                condition_in_words=text,
                find_out=(text, text),
            )
            for step in plan.steps
        ),
        warnings=tuple(replace(warning, text=text * 2) for warning in plan.warnings),
        documents=tuple(replace(document, title=text, note=text) for document in plan.documents),
        costs=tuple(replace(cost, title=text, note=text) for cost in plan.costs),
        open_questions=tuple(
            replace(question, question=text, find_out=text) for question in plan.open_questions
        ),
    )


def hostile_plan() -> Plan:
    """A plan whose texts try to break out of whatever they are shown in."""
    nasty = (
        "</script><img src=x onerror=alert(1)> [link](javascript:x) *b* _i_ `c` # h | t \\ "
        "[red]markup[/red] {date} \x1b[31mred\x1b[0m\x07 \u202egnp\n- [x] item\n```\nBEGIN:VEVENT"
    )
    plan = long_plan("en")
    return replace(
        plan,
        phases=tuple(replace(phase, title=nasty) for phase in plan.phases),
        steps=tuple(
            replace(step, title=nasty, how=nasty, condition_in_words=nasty, find_out=(nasty,))
            for step in plan.steps
        ),
        warnings=tuple(replace(warning, text=nasty) for warning in plan.warnings),
        documents=tuple(replace(document, title=nasty, note=nasty) for document in plan.documents),
        costs=tuple(replace(cost, title=nasty, note=nasty) for cost in plan.costs),
        open_questions=tuple(
            replace(question, question=nasty, find_out=nasty) for question in plan.open_questions
        ),
        answers=tuple(
            replace(answer, label=nasty, value_in_words=nasty) for answer in plan.answers
        ),
    )


def many_steps(language: str = "en") -> Plan:
    """A plan of 40 steps, each of the rich plan's five with all that belongs to it, 8 times."""
    plan = rich_plan(language)

    def numbered(ids: tuple[str, ...], number: int) -> tuple[str, ...]:
        return tuple(f"{id}-{number}" for id in ids)

    rounds = range(1, 9)
    steps = [
        replace(
            step,
            id=f"{step.id}-{number}",
            after=numbered(step.after, number),
            warnings=numbered(step.warnings, number),
            documents=numbered(step.documents, number),
            costs=numbered(step.costs, number),
        )
        for phase in plan.phases
        for number in rounds
        for step in plan.steps
        if step.phase == phase.id
    ]
    return replace(
        plan,
        steps=tuple(replace(step, position=n) for n, step in enumerate(steps, start=1)),
        warnings=tuple(
            replace(
                warning,
                id=f"{warning.id}-{number}",
                step=f"{warning.step}-{number}" if warning.step else None,
            )
            for number in rounds
            for warning in plan.warnings
        ),
        first_lines=tuple(
            replace(line, warning=f"{line.warning}-{number}")
            for number in rounds
            for line in plan.first_lines
        ),
        documents=tuple(
            replace(
                document,
                id=f"{document.id}-{number}",
                steps=numbered(document.steps, number),
            )
            for number in rounds
            for document in plan.documents
        ),
        costs=tuple(
            replace(
                cost, id=f"{cost.id}-{number}", steps=tuple(f"{it}-{number}" for it in cost.steps)
            )
            for number in rounds
            for cost in plan.costs
        ),
    )
