"""The engine's own words in Japanese."""

PHRASES = {
    # Values
    "word.yes": "はい",
    "word.no": "いいえ",
    "word.unknown": "わからない",
    "word.unanswered": "未回答",
    "word.none": "どれもない",
    "word.not_known_yet": "（{label}：まだ不明）",
    "word.not_known_in_brackets": "まだ不明",
    # Lists and punctuation
    "list.comma": "、",
    "list.semicolon": "／",
    "list.and": "、",
    "list.and_number": "、",
    "list.range": "{first}〜{last}",
    "list.or": "または",
    "list.nor": "、",
    "list.quoted": "「{item}」",
    "list.between_sentences": "",
    "list.labelled": "{label}：{text}",
    "list.bracketed": "{text}（{note}）",
    # How bad
    "severity.danger": "危険",
    "severity.caution": "注意",
    "severity.note": "補足",
    # Conditions; a clause in plain form that 場合 can follow
    "condition.if": "該当する場合のみ：{condition}",
    "condition.bracketed_all": "次のすべて（{condition}）",
    "condition.bracketed_any": "次のいずれか（{condition}）",
    "condition.set_apart": "「{clause}」に当てはまる",
    "condition.item": "\u3000（{number}）{clause}",
    "condition.numbered_and": "次のすべてに当てはまる{items}",
    "condition.numbered_or": "次のいずれかに当てはまる{items}",
    "condition.between_items": "",
    "unit.days": "{number}日",
    "unit.days.one": "{number}日",
    "unit.months": "{number}か月",
    "unit.months.one": "{number}か月",
    "condition.and_between": "、かつ",
    "condition.and": "、かつ",
    "condition.or_between": "、または",
    "condition.or": "、または",
    "condition.subject": "「{label}」",
    "condition.cell_subject": "{row}の「{label}」",
    "condition.equals": "{subject}が{value}である",
    "condition.differs": "{subject}が{value}ではない",
    "condition.one_of": "{subject}が{values}のいずれかである",
    "condition.none_of": "{subject}が{values}のいずれでもない",
    "condition.includes": "{subject}に{value}が含まれる",
    "condition.excludes": "{subject}に{value}が含まれない",
    "condition.excludes_all": "{subject}に{values}のいずれも含まれない",
    "condition.nothing_chosen": "{subject}に当てはまるものがない",
    "condition.something_chosen": "{subject}に当てはまるものがある",
    "condition.exactly": "{subject}がちょうど{values}である",
    "condition.not_exactly": "{subject}がちょうど{values}ではない",
    "condition.over": "{subject}が{value}を超える",
    "condition.at_most": "{subject}が{value}以下である",
    "condition.under": "{subject}が{value}未満である",
    "condition.at_least": "{subject}が{value}以上である",
    "condition.between": "{subject}が{low}から{high}までである",
    "condition.outside": "{subject}が{low}未満であるか{high}を超える",
    "condition.after": "{subject}が{value}より後である",
    "condition.on_or_before": "{subject}が{value}以前である",
    "condition.before": "{subject}が{value}より前である",
    "condition.on_or_after": "{subject}が{value}以降である",
    "condition.day_past": "{subject}を過ぎている",
    "condition.day_not_past": "{subject}を過ぎていない",
    "condition.between_dates": "{subject}が{low}から{high}までである",
    "condition.outside_dates": "{subject}が{low}より前であるか{high}より後である",
    "condition.unknown": "{subject}がわからない",
    "condition.or_unknown": "{clause}（またはわからない）",
    "condition.known": "{subject}がわかっている",
    "condition.not_known": "{subject}が不明である",
    "condition.is_known": "{subject}がわかっている",
    "condition.not_known_whether": "{statement}かどうか不明である",
    "condition.is_known_whether": "{statement}かどうかわかっている",
    "condition.unknown_whether": "{statement}かどうかわからない",
    "condition.known_whether": "{statement}かどうかわかっている",
    # Dates and times
    "date.by": "{date}まで",
    "date.until": "{date}まで続ける",
    "date.between": "{since}から{by}まで",
    "date.on": "{date}当日",
    "date.by_before_time": "{date}の{time}より前（{zone}）",
    "date.before_time": "{time}より前（{zone}）",
    "date.last_day_before_time": "最終日は{time}より前（{zone}）",
    "date.joined": "{days}、{time}",
    "date.about": "{date}ごろ",
    "date.old_page": "記載なし（古い）",
    "date.today": "今日",
    "date.tomorrow": "明日",
    "date.days_left": "あと{count}日",
    "date.days_left.one": "あと1日",
    "date.overdue": "{count}日過ぎています",
    "date.overdue.one": "1日過ぎています",
    # The plan
    "plan.as_of": "あなたのやることリスト（{date}現在）",
    "plan.presumed": "回答があるまでは、次のように仮定しています：{answers}。",
    "plan.is_presumed": "仮定",
    "plan.steps_count": "全{count}件",
    "plan.steps_count.one": "全1件",
    "plan.empty": "この回答では、必要な手続きはありません。",
    "plan.empty_but_open": "まだ確実な手順はありません。下の質問に答えると、やることが決まります。",
    "plan.first_read": "はじめにお読みください",
    "plan.cannot_be_undone": "取り消せません",
    "plan.keys": "スペース：次のページ · b：前のページ · q：閉じる",
    "plan.overview": "手順の一覧",
    "plan.possible": "場合により",
    "plan.possible_if": "該当する場合のみ：{condition}",
    "plan.possible_steps": "「{mark}」の手順は、必要かどうかがまだわかっていません。",
    "plan.perhaps": "場合により",
    "plan.perhaps_if": "該当する場合のみ：{condition}",
    "plan.steps_done": "全{count}件のうち{done}件完了",
    "plan.steps_done.one": "全1件のうち{done}件完了",
    "plan.find_out": "確認方法",
    "plan.find_out_about": "【{label}】{how}",
    "plan.done": "完了",
    "plan.bring": "必要なもの",
    "plan.documents": "用意するもの",
    "plan.costs": "費用",
    "plan.cost": "費用",
    "plan.at_step": "手順{step}",
    "plan.for_step": "手順{steps}",
    "plan.total": "確実にかかる分の合計",
    "plan.total_open": "確実にかかる分の合計（ほかに金額が不明なものあり）",
    "plan.amount_open": "金額は不明",
    "plan.sharpen": "次の質問に答えると、やることリストがより正確になります",
    "plan.can_change": "回答によって変わるもの",
    "plan.and_more": "ほか{count}件",
    "plan.and_more.one": "ほか1件",
    "plan.said_unknown": "「わからない」と回答",
    "plan.answers": "あなたの回答",
    "plan.answer_idle": "この回答だけでは結果は変わらない",
    "plan.why": "理由",
    "plan.answers_used": "もとになった回答",
    "plan.sources": "出典",
    "plan.checked": "確認日：{date}",
    "plan.published": "ページの日付：{date}",
    "plan.unofficial": "公式の情報では確認できていません。実行する前にご確認ください。",
    "plan.bounded": "対象：{items}。",
    "plan.not_exact": (
        "わからないことが多いため、「{mark}」と示したものの中に、実際には確実なものや"
        "当てはまらないものがあるかもしれません。質問に答えるほど、はっきりします。"
    ),
    "plan.done_elsewhere": "完了済みで、今のやることリストにはないもの",
    "plan.made_by": "{title}（ルール集 {id} {version}）",
    "affected.step": "手順",
    "affected.warning": "注意点",
    "affected.document": "用意するもの",
    "affected.cost": "費用",
    "affected.order": "手順の順序",
    # The page, and calendar entries
    "page.all_checked": "確認日はすべて{date}です。",
    "page.skip": "手順へ進む",
    "page.contents": "このページの内容",
    "page.print": "印刷する",
    "page.print_all": "理由と出典も印刷",
    "page.clear": "チェックを消す",
    "page.clear_sure": "このページのチェックをすべて消しますか。",
    "page.comes_after": "手順{steps}の後に行います。",
    "page.comes_after.one": "手順{steps}の後に行います。",
    "page.stays_here": (
        "このページはオフラインで使えます。情報はどこにも送られず、"
        "チェックはこの端末にだけ残ります。"
    ),
    "calendar.deadline": "締切：{title}",
    "calendar.last_day": "最終日：{title}",
    # What stands behind a source
    "source.official": "公式ページ",
    "source.press": "報道",
    "source.aggregator": "公式ページを引用したまとめ",
    "source.third_party": "第三者のページ",
    "source.background": "一般的な知識",
    "confidence.high": "十分に確認済み",
    "confidence.medium": "一部確認済み",
    "confidence.low": "確認が不十分",
    # The questionnaire
    "ask.welcome": (
        "{title}：質問（最大{most}問、約{minutes}分）に答えると、やることが順番に並んだ、"
        "あなた専用のリストができます。入力した内容がこのコンピューターの外に出ることはありません。"
        "「わからない」はいつでも選べます。"
    ),
    "ask.this_language": "日本語: --lang ja",
    "ask.how_to_tick": "当てはまるものをすべてスペースキーで選び、Enterで決定してください。",
    "ask.current_kept": "現在の回答：{answer}。そのままEnterを押すと変わりません。",
    "draft.private": (
        "回答はこのコンピューターに、あなただけが読める形で残るので、いつでも中断して続けられます。"
    ),
    "draft.found": "{day}に{count}問まで回答済みです。続きから始めますか。",
    "draft.found.one": "{day}に1問まで回答済みです。続きから始めますか。",
    "draft.go_on": "続きから始める",
    "draft.afresh": "回答を削除して最初から始める",
    "draft.kept": (
        "回答はこのコンピューターに、あなただけが読める形で残っています。"
        "続けるには：{command} · 削除するには：{forget}"
    ),
    "draft.forget": "このコンピューターから回答を削除して終了する",
    "draft.forgotten": "回答を削除しました。",
    "draft.none": "このコンピューターに残っている回答はありません。",
    "draft.unreadable": "前回の回答を読み取れません。{reason} ファイルは {file} に移しました。",
    "ask.progress": "質問{number}（最大{most}問）",
    "ask.last": "最後の質問",
    "ask.yes": "はい",
    "ask.no": "いいえ",
    "ask.dont_know": "わからない",
    "ask.none": "どれもない",
    "ask.back": "前の質問に戻る",
    "ask.change": "前の回答を変更する",
    "ask.change_which": "どの回答を変更しますか。",
    "ask.why": "質問の理由と確認方法を見る",
    "ask.why_answer": ("この回答によって、次のものが増えたり、なくなったり、変わったりします："),
    "ask.why_nothing": "この回答は、もう結果に影響しません。",
    "ask.stop": "ここまでにしてやることリストを見る",
    "ask.quit": "終了する",
    "ask.more_choices": "その他の操作…",
    "ask.commands": (
        "回答を入力：u わからない · ? 説明 · b 戻る · c 変更 · s やることリストへ · q 終了"
    ),
    "ask.menu_hint": "↑↓で選択、Enterで決定 · ← 戻る · ? 説明",
    "ask.tick_hint": "↑↓で移動、スペースで選択、Enterで決定 · ← 戻る · ? 説明",
    "ask.search_hint": "文字入力で検索 · ↑↓で選択、Enterで決定 · ← 戻る · ? 説明",
    "ask.pick_hint": "↑↓で選択、Enterで決定",
    "ask.pick_back_hint": "↑↓で選択、Enterで決定 · ← 戻る",
    "ask.pick_search_hint": "文字入力で検索 · ↑↓で選択、Enterで決定",
    "ask.pick_search_back_hint": "文字入力で検索 · ↑↓で選択、Enterで決定 · ← 戻る",
    "ask.search": "検索：{text}",
    "ask.nothing_found": "見つかりません。Backspaceで消せます。",
    "ask.tick_one": "スペースキーで1つ以上選ぶか、最後の2つのどちらかを選んでください。",
    "ask.type_number_or_enter": "番号を入力してください（Enterだけなら1番）：",
    "ask.go_back": "戻る",
    "ask.to_question": "この質問に戻る",
    "ask.find_out": "確認方法：{how}",
    "ask.choose": "1つ選んでください",
    "ask.choose_several": "当てはまるものをすべて選んでください",
    "ask.number_hint": "整数",
    "ask.money_hint": "金額を整数で（{currency}）。例：3300",
    "ask.date_hint": "年-月-日。例：{example}",
    "ask.current": "現在の回答：{answer}",
    "ask.answer_line": "{label}：{answer}",
    "ask.no_answers": "まだ回答がありません。",
    "ask.review": "回答の確認（変更する項目を選べます）",
    "ask.all_right": "この内容でやることリストを見る",
    "ask.finished": "質問は以上です。やることリストは次のとおりです。",
    "ask.no_longer_asked": "回答が不要になったもの：{labels}",
    "ask.go_on_detail": "あと{count}問に答えて、やることリストをより正確にする",
    "ask.go_on_detail.one": "あと1問に答えて、やることリストをより正確にする",
    "ask.saved": "{file} に保存しました。",
    "ask.resumed": "{file} の続きから始めます（回答済み{count}件）。",
    "ask.resumed.one": "{file} の続きから始めます（回答済み1件）。",
    "ask.ended_early": "回答が途中で終わりました。ここまでの回答によるやることリストです。",
    "ask.invalid_yes_no": "「はい」か「いいえ」でお答えください。わからないときは u を入力します。",
    "ask.invalid_choice": "一覧から1つ、番号か名前で選んでください。",
    "ask.invalid_choices": "一覧から選び、カンマで区切って入力してください。例：1,3",
    "ask.invalid_number": "整数で入力してください。例：12",
    "ask.invalid_money": "金額を整数で入力してください（{currency}）。例：3300",
    "ask.invalid_date": "年も入れて、実在する日付を「年-月-日」で入力してください。例：{example}",
    "ask.ambiguous_date": "{either}のどちらともとれます。{example} のように入力してください。",
    "ask.too_small": "{minimum}以上で入力してください。",
    "ask.too_large": "{maximum}以下で入力してください。",
    "ask.too_early": "{minimum}以降の日付を入力してください。",
    "ask.too_late": "{maximum}以前の日付を入力してください。",
    "ask.cannot_go_back": "これが最初の質問です。",
    "ask.go_on_with": "あとで続けるには、次を実行してください：{command}",
    "ask.not_saved": "回答は保存されていません。--case ファイル名 を付けて起動すると残せます。",
    "ask.save_failed": "{reason} 回答は残っています。あとでもう一度保存を試みます。",
    # How far one has come
    "progress.answers": "回答{count}件（うち「わからない」{unknown}件）",
    "progress.answers.one": "回答1件（うち「わからない」{unknown}件）",
    "progress.answers_all": "回答{count}件",
    "progress.answers_all.one": "回答1件",
    "progress.done_of": "全{of}件の手順のうち{done}件が完了",
    "progress.next": "次の手順：{number}. {title}",
    "progress.overdue": "期限切れ：{number}. {title}",
    "progress.open_questions": "あと{count}問答えると、やることリストがより正確になります",
    "progress.open_questions.one": "あと1問答えると、やることリストがより正確になります",
    "progress.all_done": "すべての手順が完了しています。",
    "progress.ticked": "完了にしました：{title}",
    "progress.unticked": "未完了に戻しました：{title}",
    "progress.was_done": "すでに完了になっています：{title}",
    "progress.was_not_done": "もともと完了になっていません：{title}",
    "progress.not_in_plan": "「{title}」は現在のやることリストにはありません。",
    # Explanations
    "explain.certain": "この項目は、確実に当てはまります。",
    "explain.possible": "まだわからないことがあるため、この項目が当てはまるかは決まっていません。",
    "explain.ruled_out": "この項目は、今の回答では当てはまりません。",
    "explain.holds_because": "当てはまる理由：{condition}。",
    "explain.builds_on": "もとになった判断",
    "explain.needs": "必要な条件：{condition}。",
    "explain.out_of_force": "このルールは、やることリストの基準日には有効ではありません。",
    "explain.would_apply": "次のように回答すると、確実に当てはまるようになります",
    "explain.instead_of": "現在の回答：{answer}",
    "explain.presumed_so_far": "仮定：{answer}",
    "explain.no_way": "回答を少し変えただけでは、確実に当てはまるようにはなりません。",
    "proposal.any_but": "{options}以外のいずれか",
    "proposal.or_others": "{options}、またはほか{count}件のいずれか",
    "proposal.choose": "{options}を選ぶ",
    "proposal.also_choose": "{options}も選ぶ",
    "proposal.leave_out": "{options}を選ばない",
    "proposal.more": "ほかに{count}通り",
    "proposal.more.one": "ほかに1通り",
    "range.number.between": "{low}〜{high}",
    "range.number.from": "{low}以上",
    "range.number.to": "{high}以下",
    "range.date.between": "{low}〜{high}",
    "range.date.from": "{low}以降",
    "range.date.to": "{high}以前",
    "range.any": "どの回答でも",
    "diff.nothing": "変わりません。",
    "diff.first_lines_gained": "「はじめにお読みください」に加わるもの",
    "diff.first_lines_lost": "「はじめにお読みください」から外れるもの",
    "diff.first_lines_moved": "「はじめにお読みください」の中で順番が変わるもの",
    "diff.nowhere": "特定の手順なし",
    "diff.is_certain": "確実",
    "diff.steps_gained": "増える手順",
    "diff.steps_lost": "なくなる手順",
    "diff.steps_settled": "確実になる手順",
    "diff.steps_unsettled": "確実でなくなる手順",
    "diff.steps_moved": "順番が変わる手順",
    "diff.steps_redated": "日付が変わる手順",
    "diff.warnings_gained": "増える注意点",
    "diff.warnings_lost": "なくなる注意点",
    "diff.documents_gained": "新たに用意するもの",
    "diff.documents_lost": "用意しなくてよくなるもの",
    "diff.costs_gained": "増える費用",
    "diff.costs_lost": "なくなる費用",
    "diff.certainty": "確実さが変わる注意点・用意するもの・費用",
    "diff.amount": "金額が変わる費用",
    "diff.dates": "開始日や時刻が変わる手順",
    "diff.place": "別の手順に移るもの",
    "diff.official": "公式ページの裏付けが変わるもの",
    "diff.text": "書かれている内容が変わるもの",
    "diff.no_date": "日付なし",
    "order.before": "「{first}」は「{then}」より前です。",
    "order.link": "「{first}」は「{then}」より前に行う必要があります。",
    "order.about": "「{step}」について：{because}",
    "order.phase": "「{first}」は、「{then}」より前の段階です。",
    "order.due": "期限（{date}）が早いか、期限の早い手順より先に済ませる必要があるためです。",
    "order.declared": "決まった順序はなく、ルールに書かれた順に並べています。",
    # After the plan
    "close.title": "次は何をしますか。",
    "close.save": "回答を保存する",
    "close.export": "やることリストをファイルに書き出す",
    "close.why": "手順の理由を見る",
    "close.which_step": "どの手順ですか。",
    "close.format": "どの形式にしますか。",
    "close.markdown": "見出し付きテキスト（Markdown）",
    "close.html": "印刷してチェックできるページ（HTML）",
    "close.ics": "カレンダー用の日程（ICS）",
    "close.json": "データ（JSON）",
    "close.file": "ファイル名",
    "close.exists": "{file} はすでにあります。別の名前を入力してください。",
    "close.written": "{file} に書き出しました。",
    "close.open_title": "今すぐ開きますか。",
    "close.open": "開く",
    "close.not_opened": "ここからは開けません。{file} をご自分で開いてください。",
    # Case files
    "case.rulebook_newer": (
        "保存のあとにルールが更新されました（保存時{saved}、現在{here}）。"
        "やることリストが変わっているかもしれないので、もう一度ご確認ください。"
    ),
    "case.rulebook_older": "この回答は、別のルール（{saved}）で保存されています（現在{here}）。",
    "case.answer_dropped": (
        "「{fact}」の回答「{answer}」は、現在の選択肢にないため使われません（"
        "ファイルには残ります）。"
    ),
    "case.step_dropped": (
        "完了にした手順「{step}」は、現在のルールにはありません（ファイルには残ります）。"
    ),
    "case.answer_restored": "「{fact}」の以前の回答「{answer}」が、また使えるようになりました。",
    "case.step_restored": "完了にした手順「{step}」が、また使えるようになりました。",
    "case.renamed": "「{old}」は「{new}」という名前に変わりました。",
    "case.at": "{place}：{problem}",
    "case.correct": "この行を直すか、削除してください。",
    "case.not_yaml": "ここの書き方に誤りがあります：{problem}",
    "case.no_file": "{file} というファイルはありません。",
    "case.is_folder": "{file} はフォルダーです。回答が入ったファイルを指定してください。",
    "case.not_a_file": "{file} には回答を保存できません。別のファイルを指定してください。",
    "case.not_read": "{file} を読み込めません（{reason}）。",
    "case.not_kept": "回答を保存できません。",
    "case.too_large": "{file} は回答ファイルではありません（{largest}バイトを超えています）。",
    "case.not_utf": "{file} は回答ファイルではありません（UTF-8 のテキストではありません）。",
    "case.not_text": "{file} は回答ファイルではありません（テキストではありません）。",
    "case.empty": "{file} は空です。",
    "case.remove_it": (
        "初めからやり直す場合は削除し、そうでなければ回答が入ったファイルを指定してください。"
    ),
    "case.no_beginning": (
        '{file} は回答ファイルではありません。先頭に case: "1" のような行が必要です。'
    ),
    "case.no_line": "{file} は回答ファイルではありません（「{line}:」の行がありません）。",
    "case.no_key": "回答ファイルに「{key}」という項目はありません。",
    "case.newer_form": (
        "このファイルは新しい版のプログラムで保存されています（形式{form}、現在{here}）。"
        "プログラムを更新してください。"
    ),
    "case.other_form": "回答ファイルの形式は「{here}」です（「{form}」ではありません）。",
    "case.other_rulebook": (
        "この回答はルール集「{theirs}」のもので、「{here}」のものではありません。"
        "--rules で「{theirs}」のフォルダーを指定するか、別のファイルを指定してください。"
    ),
    "case.no_version": "ここにはルール集の版が入ります。",
    "case.no_language": "「{text}」は言語コードではありません。",
    "case.answered_twice": "「{fact}」の回答が2つあります。どちらか1つにしてください。",
    "case.day_belongs_here": "ここには手順を終えた日が入ります。",
    "case.lines_belong_here": "「{name}:」の下には「名前: 値」の形の行が並びます。",
    "case.bad_calendar": "カレンダーへの書き出しが残した内容ではありません。",
    "case.remove_calendar": (
        "「calendar:」とその下をすべて削除してください。次の書き出しで新しい予定が作られます。"
    ),
    "calendar.no_dates": (
        "このやることリストにはまだ日付がないため、カレンダーに入れるものがありません。"
        "日付に関する質問に答えると、日付が入ります。"
    ),
    "calendar.of": "{title} · {subject}",
    "calendar.dropped": "不要になりました：{title}",
    "case.word_belongs_here": "ここには1つの語だけが入ります。",
    # What may be answered
    "value.as_it_is": "{text}",
    "value.amount": "整数の金額",
    "value.number": "整数",
    "value.from_to": "{form}（{low}〜{high}）",
    "value.or_more": "{form}（{low}以上）",
    "value.or_less": "{form}（{high}以下）",
    "value.or_later": "{form}（{low}以降）",
    "value.or_earlier": "{form}（{high}以前）",
    # Input that cannot be taken
    "error.said": "エラー：{problem}",
    "answer.did_you_mean": "「{name}」のことですか。",
    "answer.no_fact": "「{name}」という項目はありません。",
    "answer.facts_are_listed": "すべての項目は kaiyaku facts で確認できます。",
    "answer.not_stated": "「{fact}」は直接指定できません（{reason}）。",
    "answer.state_instead": "もとになる項目を指定してください：{facts}。",
    "answer.from_table": "表「{table}」から「{key}」で決まります",
    "answer.concluded": "ルールから導かれます",
    "answer.calculated": "計算で決まります",
    "answer.without_value": (
        "{fact} の値がありません。指定できる値：{values}（わからないときは unknown）。"
    ),
    "answer.no_setting": (
        "「{text}」は回答として読み取れません。「項目=値」の形で書いてください。"
        "どちらも kaiyaku facts で確認できます。"
    ),
    "answer.given_twice": "{fact} が2回指定されています。1項目につき1回だけ指定してください。",
    "answer.no_option": "{fact} に「{text}」という選択肢はありません。",
    "answer.options": "選択肢：{values}。",
    "answer.none_alone": "{fact}：none はほかの選択肢と一緒に指定できません。",
    "answer.not_yes_or_no": "{fact}：「{text}」は yes でも no でもありません。",
    "answer.not_a_number": "{fact}：「{text}」は整数ではありません。",
    "answer.not_of_type": "{fact} には Python の {type} 型が必要です（{value} は使えません）。",
    "answer.not_an_amount": (
        "{fact}：「{text}」は整数の金額ではありません。3300 のように書いてください。"
    ),
    "answer.not_a_date": (
        "{fact}：「{text}」は実在する日付ではありません。YYYY-MM-DD の形で書いてください。"
    ),
    "answer.date_out_of_reach": (
        "{fact}：「{text}」は {first} から {last} までの日付ではありません。"
    ),
    "answer.ambiguous_date": (
        "{fact}：「{text}」は {one} とも {other} ともとれます。どちらかを書いてください。"
    ),
    "answer.too_early": "{fact}：{value} は早すぎます。{limit} 以降にしてください。",
    "answer.too_late": "{fact}：{value} は遅すぎます。{limit} 以前にしてください。",
    "answer.too_small": "{fact}：{value} は小さすぎます。{limit} 以上にしてください。",
    "answer.too_large": "{fact}：{value} は大きすぎます。{limit} 以下にしてください。",
    "step.unknown": "「{name}」という手順はありません。",
    "step.no_number": "手順 {number} はありません。手順は全部で{count}件です。",
    "step.no_number.one": "手順 {number} はありません。手順は1件だけです。",
    "step.not_in_plan": (
        "今のやることリストに「{name}」はありません。kaiyaku plan で確認してください。"
    ),
    "step.same_twice": "異なる2つの手順を指定してください。",
    "subject.unknown": "「{name}」という名前のものはありません。",
    "subject.number_or_id": (
        "手順の番号か、kaiyaku plan --format json に出てくる id を指定してください。"
    ),
    "rulebook.building": "ルールを読み込んでいます（初回または変更後）。数秒お待ちください…",
    "language.unknown": "「{text}」は {languages} のどれでもありません。",
    "option.no_language": "--lang：「{text}」は {languages} のどれでもありません。",
    "option.simplified_only": (
        "中国語は簡体字のみです。--lang ja（日本語）や --lang en（英語）も選べます。"
    ),
    # ウェブページ
    "serve.ready": (
        "ブラウザーで{address}を開いてください。Ctrl-Cで終了します。回答は保存されません。"
    ),
    "serve.port_in_use": (
        "ポート{port}は使用中です。--portで別の番号か、0（自動）を指定してください。"
    ),
    "serve.port_not_allowed": (
        "ポート{port}を使う権限がありません。1023より大きい番号にしてください。"
    ),
    "serve.no_such_host": (
        "--host：「{host}」はこのコンピューターでは見つかりません。このコンピューターだけで使うなら"
        "127.0.0.1、ほかからも使うなら0.0.0.0です。"
    ),
    "serve.not_of_this_machine": (
        "--host：{host}はこのコンピューターのアドレスではありません。このコンピューターだけで使うなら"
        "127.0.0.1、ほかからも使うなら0.0.0.0です。"
    ),
    "serve.no_name": (
        "--allow-host：「{text}」はホスト名ではありません。{example}のように名前だけを書いてください。"
    ),
    "serve.no_origin": (
        "--cors：「{text}」はサイトのオリジンではありません。"
        "https://their.exampleのように書いてください。"
    ),
    "serve.no_proxy": (
        "--proxy：「{text}」はコンピューターのアドレスではありません。127.0.0.1、"
        "ネットワークなら10.0.0.0/8のように書いてください。"
    ),
    "serve.no_rate": (
        "--rate：{text}は回数ではありません。20のように書いてください。0なら無制限です。"
    ),
    "serve.no_address": "{host}のポート{port}は使えません：{reason}。--hostを確認してください。",
    "serve.no_extra": (
        "ウェブページには追加のインストールが必要です（{name}）：pip install 'kaiyaku[web]'。"
    ),
    # Files
    "file.exists": "{file} はすでにあります。置き換えるには --force を付けてください。",
    "file.is_the_case": (
        "{file} には回答が入っています。やることリストは別のファイルに書き出してください。"
    ),
    "file.is_folder": "{file} はフォルダーです。ファイルを指定してください。",
    "file.not_written": "{file} に書き込めません（{reason}）。",
    "file.trouble": "{file} を使えません（{reason}）。",
    "file.no_output": "結果を出力できません（{reason}）。",
    "file.folder_gone": (
        "今いるフォルダーはもうありません。別のフォルダーに移ってからやり直してください。"
    ),
    "file.enoent": "ファイルまたはフォルダーがありません",
    "file.eacces": "権限がありません",
    "file.eperm": "この操作は許可されていません",
    "file.erofs": "読み取り専用の場所です",
    "file.enospc": "空き容量がありません",
    "file.enotdir": "途中にフォルダーでないものがあります",
    "file.enametoolong": "ファイル名が長すぎます",
    "file.eloop": "リンクが循環しています",
    "file.ebadf": "閉じられています",
    "file.eio": "入出力エラー",
}
