"""What the commands are for, in Japanese, by the English that stands at them."""

HELP = {
    "Usage: ": "使い方：",
    "Options:": "オプション：",
    "Arguments:": "引数：",
    "Commands:": "コマンド：",
    "required": "必須",
    "default: text": "初期値：text",
    "Show this message and exit.": "この説明を表示して終了します。",
    "Show the version and stop.": "バージョンを表示して終了します。",
    "Install completion for the current shell.": "現在のシェルに入力補完を設定します。",
    "Show completion for the current shell, to copy it or customize the installation.": (
        "現在のシェル用の補完スクリプトを表示します（コピーや変更用）。"
    ),
    "Answer a few questions, get your own list of what to do, in which order.": (
        "いくつかの質問に答えると、やることが順番に並んだ、あなた専用のリストができます。"
    ),
    "Without a command: ask.": "コマンドを省くと ask になります。",
    "Answer the questions, then see the plan.": "質問に答えて、やることリストを見ます。",
    "Without a terminal, answers are read from standard input, one a line.": (
        "端末以外では、回答を標準入力から1行に1つずつ読みます。"
    ),
    "Show the plan for given answers, without asking anything.": (
        "質問せずに、渡された回答からやることリストを表示します。"
    ),
    "Answers come from a case file, from --set, or both. Without any, the plan holds what "
    "applies to everybody, and the questions that would sharpen it.": (
        "回答は、回答ファイルか --set、またはその両方で渡します。何も渡さないと、"
        "誰にでも当てはまる内容と、やることリストをより正確にする質問を表示します。"
    ),
    "Show the next step that is not done yet.": "まだ済んでいない次の手順を表示します。",
    "Tick steps off: they are done.": "手順に完了の印を付けます。",
    "Take ticks back: the steps are not done after all.": (
        "完了の印を外します（実は済んでいなかった場合）。"
    ),
    "Show how far the plan has come.": "どこまで進んだかを表示します。",
    "Tell why something is in the plan.": "ある項目がやることリストに入っている理由を示します。",
    "Names the rules, your own answers and the sources behind it.": (
        "もとになったルール、回答、出典を示します。"
    ),
    "Tell what keeps something out of the plan.": (
        "ある項目がやることリストに入っていない理由を示します。"
    ),
    "Names the answers that would bring it in.": "どう答えれば入るかを示します。",
    "Show what another answer would change.": "回答を変えると何が変わるかを表示します。",
    "Tells what the plan gains and loses, and what it reorders.": (
        "増えるもの、なくなるもの、順番が変わるものを示します。"
    ),
    "Tell why one step comes before another.": "ある手順が別の手順より先になる理由を示します。",
    "List every fact: its id, kind, values and question.": (
        "回答できる項目をすべて表示します（ID、種類、値、質問）。"
    ),
    "Check, test and look into a rulebook.": ("ルール集を検査、テスト、閲覧します（作成者向け）。"),
    "Delete the answers kept from last time, and stop.": "前回残した回答を削除して終了します。",
    "Keep the answers in this file after every question, and go on from it.": (
        "1問ごとに回答をこのファイルに保存し、次回はその続きから始めます。"
    ),
    "An answer, as 'kaiyaku facts' lists them; 'unknown' means you don't know. May be "
    "repeated; goes before the answers in the file.": (
        "回答。書き方は kaiyaku facts で確認できます。unknown は「わからない」の意味です。"
        "何度でも書け、ファイルの回答より優先します。"
    ),
    "Ask the detail questions as well.": "細かい質問もします。",
    "Plain lines instead of menus, as for a screen reader.": (
        "メニューの代わりに文字だけで表示します（スクリーンリーダー向け）。"
    ),
    "The folder of the rulebook (default: the one that comes with the program).": (
        "ルール集のフォルダー（省略時：付属のもの）。"
    ),
    "The language of everything shown (default: that of your system).": (
        "表示する言語（省略時：システムの言語）。"
    ),
    "The date the plan is made for, as YYYY-MM-DD (default: today).": (
        "やることリストの基準日。YYYY-MM-DD の形で（省略時：今日）。"
    ),
    "The file with the answers and the steps done.": "回答と済んだ手順を記録したファイル。",
    "Steps, by their id or by their number in the plan.": "手順のIDか、やることリストでの番号。",
    "How the plan is shown.": "やることリストの表示形式。",
    "Write to a file.": "ファイルに書き出します。",
    "Print a long plan at once, without leafing.": "長くても、ページに分けずに全部表示します。",
    "Replace the file if it is there.": "ファイルがあれば上書きします。",
    "Add the reasons and sources of everything.": "すべてに理由と出典を付けます。",
    "A step by its number in the plan, or the id of a step, warning, document, cost or "
    "conclusion.": (
        "やることリストでの手順の番号、または手順・注意点・用意するもの・費用・結論のID。"
    ),
    "A step of the plan.": "手順の1つ。",
    "The answer to try out. May be repeated.": "試したい回答。何度でも書けます。",
    "Also facts that follow from others.": "ほかの項目から決まる項目も表示します。",
    "Print JSON, for programs.": "プログラム用にJSONで出力します。",
    "Serve the questionnaire and the plan as web pages.": (
        "質問とやることリストをウェブページで提供します。"
    ),
    "Nothing that people answer is stored.": "回答は一切保存しません。",
    "The address to listen on.": "待ち受けるアドレス。",
    "The port; 0 for any.": "ポート番号。0なら自動。",
    "How many processes.": "プロセスの数。",
    "A name under which people reach it. May be repeated.": (
        "利用者が使うホスト名。繰り返し指定できます。"
    ),
    "A site whose pages may use the JSON interface. May be repeated.": (
        "JSONインターフェースを使えるサイト。繰り返し指定できます。"
    ),
    "Requests a second that one address may make; 0 for any number.": (
        "1つのアドレスからの1秒あたりの要求数。0なら無制限。"
    ),
    "The proxy in front, whose word on who asks is taken.": (
        "手前のプロキシ。利用者のアドレスはその情報を使います。"
    ),
    "Open the pages in this computer's browser.": "このコンピューターのブラウザーで開きます。",
}

USAGE = (
    (r"Try '(.+)' for help\.", r"説明を見るには：\1"),
    (r"No such option: (\S+)", r"\1 というオプションはありません。"),
    (
        r"No such option: (\S+) \(Possible options: (.+)\)",
        r"\1 というオプションはありません。近いもの：\2",
    ),
    (r"No such option '(\S+)'\.", r"\1 というオプションはありません。"),
    (
        r"No such option '(\S+)'\. Did you mean (.+)\?",
        r"\1 というオプションはありません。近いもの：\2",
    ),
    (r"No such command '(.+)'\.", r"「\1」というコマンドはありません。"),
    (
        r"No such command '(.+)'\. Did you mean (.+)\?",
        r"「\1」というコマンドはありません。近いもの：\2",
    ),
    (r"Missing option (.+?)\.", r"オプション \1 が必要です。"),
    (r"Missing argument (.+?)\.", r"引数 \1 が必要です。"),
    (r"Option (.+) requires an argument\.", r"オプション \1 には値が必要です。"),
    (r"Option (.+) does not take a value\.", r"オプション \1 に値は付けられません。"),
    (r"Got unexpected extra arguments? \((.+)\)", r"余分な引数があります：\1"),
    (r"Got unexpected extra argument\(s\) \((.+)\)", r"余分な引数があります：\1"),
    (
        r"Invalid value for (.+?): '(.*)' is not one of (.+)\.",
        r"\1 に「\2」は使えません。使えるのは：\3",
    ),
)
