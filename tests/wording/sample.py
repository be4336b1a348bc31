"""A small rulebook to put into words: one fact of every sort, in three languages."""

from datetime import date

from engine.calculations import (
    CalculatedCase,
    Call,
    Cases,
    FactArgument,
    LiteralArgument,
    TodayArgument,
)
from engine.conditions import Comparison, Relation
from engine.rulebook import (
    Asked,
    Cell,
    Conclude,
    Concluded,
    Fact,
    GroupOrder,
    Option,
    Origin,
    Place,
    Rule,
    Rulebook,
    Table,
    TableCell,
)
from engine.situation import Situation, Valuation
from engine.values import Answer, Kind, Wording

PLACE = Place("sample.yaml", 1, 1)
TODAY = date(2026, 11, 22)


def say(en: str, zh: str = "", ja: str = "") -> Wording:
    """A text in three languages, or the same in all."""
    return Wording({"en": en, "zh": zh, "ja": ja} if zh else {"": en})


def option(
    id: str, label: Wording, statement: Wording | None = None, denial: Wording | None = None
) -> Option:
    """An option without help."""
    return Option(id, label, None, (), PLACE, statement, denial)


def fact(
    id: str,
    kind: Kind,
    label: Wording,
    origin: Origin = Asked(),  # noqa: B008  (immutable)
    *,
    statement: Wording | None = None,
    denial: Wording | None = None,
    when_unknown: Wording | None = None,
    options: tuple[Option, ...] = (),
) -> Fact:
    """A fact without question."""
    return Fact(
        id,
        kind,
        origin,
        PLACE,
        label,
        statement=statement,
        denial=denial,
        when_unknown=when_unknown,
        options=options,
    )


CARRIERS = tuple(
    option(id, say(label))
    for id, label in {
        "docomo": "docomo",
        "au": "au",
        "softbank": "SoftBank",
        "rakuten": "Rakuten",
        "linemo": "LINEMO",
        "ahamo": "ahamo",
        "povo": "povo",
    }.items()
)

FACTS = (
    fact(
        "roaming",
        Kind.YES_NO,
        say("Roaming", "国际漫游", "国際ローミング"),
        statement=say("roaming is on", "国际漫游已开通", "国際ローミングが有効になっている"),
        denial=say("roaming is off", "国际漫游未开通", "国際ローミングが無効になっている"),
    ),
    fact("minor", Kind.YES_NO, say("Under 18", "未满18岁", "18歳未満")),
    fact(
        "card",
        Kind.CHOICE,
        say("Card", "卡的类型", "カードの種類"),
        options=(
            option("sim", say("A SIM card", "实体SIM卡", "SIMカード")),
            option("esim", say("An eSIM", "eSIM", "eSIM")),
            option("both", say("Both", "两种都有", "両方")),
        ),
    ),
    fact(
        "leaving",
        Kind.CHOICE,
        say("Leaving", "离开", "出国"),
        options=(
            option(
                "stays",
                say("No", "不离开", "いいえ"),
                say("you stay", "您留下", "日本に残る"),
                say("you do not stay", "您不留下", "日本に残らない"),
            ),
            option(
                "for_good",
                say("For good", "不再回来", "帰国する"),
                say("you leave for good", "您不再回来", "もう戻らない"),
            ),
            option(
                "comes_back",
                say("For a while", "暂时", "一時的に"),
                say("you come back, sooner or later", "您会回来", "いずれ戻る"),
            ),
        ),
    ),
    fact(
        "shop",
        Kind.CHOICE,
        say("Shop", "门店", "店舗"),
        statement=say("you went to {shop}", "您去的是{shop}", "{shop}に行った"),
        denial=say("you did not go to {shop}", "您去的不是{shop}", "{shop}には行っていない"),
        options=(
            option("north", say("the north shop", "北店", "北店")),
            option("south", say("the south shop", "南店", "南店")),
            option(
                "none_at_all",
                say("None", "没去", "なし"),
                say("you went nowhere", "您哪家都没去", "どこにも行っていない"),
            ),
        ),
    ),
    fact("carrier", Kind.CHOICE, say("Carrier", "运营商", "携帯会社"), options=CARRIERS),
    fact(
        "attached",
        Kind.CHOICES,
        say("Attached services", "附加服务", "付帯サービス"),
        options=(
            option("mail", say("Carrier mail", "运营商邮箱", "キャリアメール")),
            option("pay", say("Carrier billing", "话费支付", "キャリア決済")),
            option("wifi", say("Wi-Fi", "Wi-Fi", "Wi-Fi")),
        ),
    ),
    fact("lines", Kind.INTEGER, say("Lines", "线路数", "回線数")),
    fact("owed", Kind.MONEY, say("Unpaid bill", "欠费金额", "未払い料金")),
    fact(
        "leaves_on",
        Kind.DATE,
        say("Leaving Japan on", "离开日本的日期", "出国日"),
        when_unknown=say("the day you leave", "出发日", "出国する日"),
    ),
    fact(
        "carrier.online",
        Kind.YES_NO,
        say("Can be ended online", "网上解约", "オンライン解約"),
        Cell("carrier", "carrier", "online"),
        statement=say("it can be ended online", "可以在网上解约", "オンラインで解約できる"),
    ),
    fact(
        "carrier.fee",
        Kind.MONEY,
        say("Fee", "解约金", "解約金"),
        Cell("carrier", "carrier", "fee"),
    ),
    fact(
        "carrier.portal",
        Kind.TEXT,
        say("Member page", "会员页面", "会員ページ"),
        Cell("carrier", "carrier", "portal"),
    ),
    fact(
        "carrier.cut_off",
        Kind.TIME,
        say("Cut-off", "截止时间", "締切時刻"),
        Cell("carrier", "carrier", "cut_off"),
    ),
    fact(
        "days_left",
        Kind.INTEGER,
        say("Days left", "剩余天数", "残り日数"),
        Call("days_between", (TodayArgument(), FactArgument("leaves_on"))),
    ),
    fact(
        "days_over",
        Kind.INTEGER,
        say("Days over", "超出天数", "超過日数"),
        Call("days_between", (FactArgument("leaves_on"), FactArgument("last_day"))),
    ),
    fact(
        "last_day",
        Kind.DATE,
        say("Last day", "最后一天", "最終日"),
        Cases(
            (
                CalculatedCase(
                    Comparison("carrier.online", Relation.EQUALS, True), FactArgument("leaves_on")
                ),
                CalculatedCase(
                    Comparison("minor", Relation.EQUALS, True),
                    LiteralArgument(date(2026, 12, 31)),
                ),
            )
        ),
    ),
    fact(
        "leaves_for_good",
        Kind.YES_NO,
        say("Leaves for good", "永久离开日本", "日本を離れる"),
        Concluded(),
        statement=say("you leave Japan for good", "永久离开日本", "日本を完全に離れる"),
    ),
    fact("hurried", Kind.YES_NO, say("In a hurry", "时间紧迫", "急ぎ"), Concluded()),
)

RULES = (
    Rule(
        "leaver",
        Comparison("leaves_on", Relation.KNOWN),
        (Conclude("leaves_for_good"),),
        say("because"),
        (),
        PLACE,
    ),
    Rule(
        "hurry",
        Comparison("days_left", Relation.UNDER, 14),
        (Conclude("hurried"),),
        say("because"),
        (),
        PLACE,
    ),
    Rule(
        "hurry-minor",
        Comparison("minor", Relation.EQUALS, True),
        (Conclude("hurried"),),
        say("because"),
        (),
        PLACE,
    ),
)

RULEBOOK = Rulebook(
    id="sample",
    version="1",
    title=say("Sample"),
    languages=("en", "zh", "ja"),
    currency="JPY",
    time_zone="Asia/Tokyo",
    group_order=GroupOrder.OPEN,
    phases=(),
    groups=(),
    facts={it.id: it for it in FACTS},
    tables={
        "carrier": Table(
            "carrier",
            "carrier",
            ("online", "fee", "portal", "cut_off"),
            {
                "docomo": {
                    "online": TableCell(True, (), PLACE),
                    "fee": TableCell(1100, (), PLACE),
                    "portal": TableCell(say("My docomo ({leaves_on})"), (), PLACE),
                    "cut_off": TableCell("21:10", (), PLACE),
                },
                "ahamo": {"online": TableCell(True, (), PLACE)},
            },
            PLACE,
        )
    },
    steps={},
    documents={},
    costs={},
    rules={it.id: it for it in RULES},
    sources={},
)


def valuation(**answers: Answer) -> Valuation:
    """What follows from these answers in the sample rulebook."""
    return Valuation(RULEBOOK, Situation(answers, TODAY))
