"""The rulebook that ``rules new rulebook`` begins with: small, complete and tested.

Owns its files. It is a rulebook for leaving something behind: two questions, three rules, an
order and a due date, so that every part has one example to copy.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date

from ...loading.source.folder import ACCEPTED, RESERVED
from ..schemas.files import FOLDER as SCHEMA_FOLDER
from .words import below, inline, quoted

_OTHER_KINDS = [folder for folder in RESERVED if folder != ACCEPTED]
_EDITOR_SETTINGS = {
    "yaml.schemas": {
        f"./{SCHEMA_FOLDER}/rulebook.schema.json": [
            "*.yaml",
            *(f"!{folder}/**" for folder in _OTHER_KINDS),
            f"!{ACCEPTED}",
        ],
        **{
            f"./{SCHEMA_FOLDER}/{folder}.schema.json": [f"{folder}/**/*.yaml"]
            for folder in _OTHER_KINDS
        },
    }
}


def starter_files(
    rulebook_id: str, title: str, languages: Sequence[str], today: date
) -> Mapping[str, str]:
    """The files of a new rulebook, by their path in its folder."""
    files = {
        "rulebook.yaml": _header(rulebook_id, title, languages),
        "facts.yaml": _facts(languages),
        "advice.yaml": _advice(languages),
        "sources.yaml": _sources(today),
        "scenarios/first.yaml": _scenarios(today),
    }
    wired = {path: schema_line(path) + text for path, text in files.items()}
    return wired | {".vscode/settings.json": json.dumps(_EDITOR_SETTINGS, indent=2) + "\n"}


def schema_line(path: str) -> str:
    """The first line of the file at ``path``, by which an editor finds its schema."""
    folder = path.split("/")[0]
    kind = folder if folder in _OTHER_KINDS else "rulebook"
    way = "../" * path.count("/") + SCHEMA_FOLDER
    return f"# yaml-language-server: $schema={way}/{kind}.schema.json\n"


def _header(rulebook_id: str, title: str, languages: Sequence[str]) -> str:
    before = {"en": "Before you go", "zh": "离开之前", "ja": "出る前に"}
    last = {"en": "On the last day", "zh": "最后一天", "ja": "最後の日に"}
    yours = {"en": "About you", "zh": "您的情况", "ja": "あなたについて"}
    return f"""\
# What the rulebook is called, the stretches of a plan and the topics of questions.
rulebook:
  id: {rulebook_id}
  version: "0.1.0"
  title: {quoted(title)}
  languages: [{", ".join(languages)}]

phases:
  before: {{title: {inline(before, languages)}}}
  last-day: {{title: {inline(last, languages)}}}

groups:
  you: {{title: {inline(yours, languages)}}}
"""


def _facts(languages: Sequence[str]) -> str:
    key = {"en": "A key", "zh": "钥匙", "ja": "鍵"}
    question = {"en": "Do you have a key?", "zh": "您有钥匙吗？", "ja": "鍵を持っていますか。"}
    find_out = {
        "en": "Look on your key ring.",
        "zh": "看看您的钥匙串。",
        "ja": "キーホルダーを見てください。",
    }
    statement = {"en": "you have a key", "zh": "您有钥匙", "ja": "鍵を持っている"}
    denial = {"en": "you have no key", "zh": "您没有钥匙", "ja": "鍵を持っていない"}
    day = {"en": "Last day", "zh": "最后一天", "ja": "最後の日"}
    when = {
        "en": "Which is your last day?",
        "zh": "您最后一天是哪天？",
        "ja": "最後の日はいつですか。",
    }
    your_day = {"en": "your last day", "zh": "您的最后一天", "ja": "最後の日"}
    return f"""\
# What people can be asked. The order here is the order of the questions.
facts:
  has_key:
    kind: yes_no
    group: you
    label: {inline(key, languages)}
{below("question", question, languages, 4)}
{below("find_out", find_out, languages, 4)}
    statement: {inline(statement, languages)}
    denial: {inline(denial, languages)}
  leaves_on:
    kind: date
    group: you
    label: {inline(day, languages)}
{below("question", when, languages, 4)}
    when_unknown: {inline(your_day, languages)}
"""


def _advice(languages: Sequence[str]) -> str:
    notice = {
        "en": "Say that you are leaving",
        "zh": "通知对方您要离开",
        "ja": "出ることを知らせる",
    }
    how = {
        "en": "Say it in writing, and name {leaves_on} as the day.",
        "zh": "请书面通知，并写明日期：{leaves_on}。",
        "ja": "書面で、{leaves_on}に出ることを知らせます。",
    }
    back = {"en": "Hand your key back", "zh": "交还钥匙", "ja": "鍵を返す"}
    first = {
        "en": "Take your things out before you hand the key back.",
        "zh": "交还钥匙之前，请先取走您的东西。",
        "ja": "鍵を返す前に、荷物を出しておきましょう。",
    }
    told = {
        "en": "Nobody can plan otherwise.",
        "zh": "否则对方无法安排。",
        "ja": "知らせないと相手が困ります。",
    }
    belongs = {
        "en": "The key belongs to the house.",
        "zh": "钥匙属于房屋管理方。",
        "ja": "鍵は家主のものです。",
    }
    return f"""\
# What people can be told to do, and when.
steps:
  give-notice:
    phase: before
    title: {inline(notice, languages)}
{below("how", how, languages, 4)}
    due: {{by: leaves_on, days_before: 14}}
  hand-key-back:
    phase: last-day
    title: {inline(back, languages)}
    due: {{by: leaves_on}}

rules:
  everybody-gives-notice:
    then:
      - do: give-notice
    because: {inline(told, languages)}
    sources: [house-rules]
  key-goes-back:
    when: {{has_key: yes}}
    then:
      - do: hand-key-back
      - warn:
          severity: caution
          on: hand-key-back
          text: {inline(first, languages)}
    because: {inline(belongs, languages)}
    sources: [house-rules]
"""


def _sources(today: date) -> str:
    return f"""\
# What the advice rests on, and when somebody last looked.
sources:
  house-rules:
    title: House rules
    kind: background
    checked: {today}
"""


def _scenarios(today: date) -> str:
    return f"""\
# Situations, each with the plan expected of it: the rulebook's own tests.
on: {today}
scenarios:
  with-a-key:
    given: {{has_key: yes, leaves_on: 2030-03-31}}
    expect:
      steps: [give-notice, hand-key-back]
      warnings: [key-goes-back]
      order: [give-notice, hand-key-back]
      due: {{give-notice: {{by: 2030-03-17}}, hand-key-back: {{by: 2030-03-31}}}}

  without-a-key:
    given: {{has_key: no}}
    expect:
      steps: [give-notice]
      absent_steps: [hand-key-back]

  somebody-who-does-not-know:
    given: {{has_key: unknown}}
    expect:
      possible_steps: [hand-key-back]
      asked: [leaves_on]
"""
