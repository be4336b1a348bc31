"""What the commands are for, in Simplified Chinese, by the English that stands at them."""

HELP = {
    "Usage: ": "用法：",
    "Options:": "选项：",
    "Arguments:": "参数：",
    "Commands:": "命令：",
    "required": "必填",
    "default: text": "默认：text",
    "Show this message and exit.": "显示本说明。",
    "Show the version and stop.": "显示版本号。",
    "Install completion for the current shell.": "为当前 shell 安装命令补全。",
    "Show completion for the current shell, to copy it or customize the installation.": (
        "显示当前 shell 的命令补全脚本，可复制或自行修改。"
    ),
    "Answer a few questions, get your own list of what to do, in which order.": (
        "回答几个问题，得到一份排好先后顺序的个人计划。"
    ),
    "Without a command: ask.": "不写命令时等同于 ask。",
    "Answer the questions, then see the plan.": "回答问题，然后查看计划。",
    "Without a terminal, answers are read from standard input, one a line.": (
        "不在终端里运行时，从标准输入读取回答，每行一个。"
    ),
    "Show the plan for given answers, without asking anything.": (
        "不提问，直接按给出的回答显示计划。"
    ),
    "Answers come from a case file, from --set, or both. Without any, the plan holds what "
    "applies to everybody, and the questions that would sharpen it.": (
        "回答来自文件、--set，或两者。什么都没有时，计划只含人人适用的内容，"
        "以及能让计划更准确的问题。"
    ),
    "Show the next step that is not done yet.": "显示下一个未完成的步骤。",
    "Tick steps off: they are done.": "勾选已完成的步骤。",
    "Take ticks back: the steps are not done after all.": "取消勾选：这些步骤其实还没完成。",
    "Show how far the plan has come.": "显示计划的完成情况。",
    "Tell why something is in the plan.": "说明某一项为什么在计划里。",
    "Names the rules, your own answers and the sources behind it.": (
        "列出所依据的规则、您的回答和来源。"
    ),
    "Tell what keeps something out of the plan.": "说明某一项为什么不在计划里。",
    "Names the answers that would bring it in.": "列出怎样回答才会让它进入计划。",
    "Show what another answer would change.": "显示换一个回答会有什么变化。",
    "Tells what the plan gains and loses, and what it reorders.": (
        "说明计划会增加什么、减少什么、哪些顺序会变。"
    ),
    "Tell why one step comes before another.": "说明一个步骤为什么排在另一个之前。",
    "List every fact: its id, kind, values and question.": (
        "列出所有可回答的项目：代号、类型、可选值和问题。"
    ),
    "Check, test and look into a rulebook.": "检查、测试和查看规则集（供规则作者使用）。",
    "Delete the answers kept from last time, and stop.": "删除上次留下的回答，然后结束。",
    "Keep the answers in this file after every question, and go on from it.": (
        "每答一题就把回答存进这个文件，下次从这里继续。"
    ),
    "An answer, as 'kaiyaku facts' lists them; 'unknown' means you don't know. May be "
    "repeated; goes before the answers in the file.": (
        "一个回答，写法见 kaiyaku facts；unknown 表示不知道。可写多次，优先于文件里的回答。"
    ),
    "Ask the detail questions as well.": "连细节问题也一起问。",
    "Plain lines instead of menus, as for a screen reader.": ("用纯文本代替菜单，适合屏幕阅读器。"),
    "The folder of the rulebook (default: the one that comes with the program).": (
        "规则集所在的文件夹（默认：程序自带的规则集）。"
    ),
    "The language of everything shown (default: that of your system).": (
        "显示所用的语言（默认：系统语言）。"
    ),
    "The date the plan is made for, as YYYY-MM-DD (default: today).": (
        "以哪一天为准制作计划，格式 YYYY-MM-DD（默认：今天）。"
    ),
    "The file with the answers and the steps done.": "存有回答和已完成步骤的文件。",
    "Steps, by their id or by their number in the plan.": "步骤的代号，或计划里的序号。",
    "How the plan is shown.": "计划的显示格式。",
    "Write to a file.": "写入文件。",
    "Print a long plan at once, without leafing.": "计划较长时也直接全部显示，不分页。",
    "Replace the file if it is there.": "文件已存在时覆盖它。",
    "Add the reasons and sources of everything.": "附上每一项的理由和来源。",
    "A step by its number in the plan, or the id of a step, warning, document, cost or "
    "conclusion.": "步骤在计划里的序号，或步骤、提醒、材料、费用、结论的代号。",
    "A step of the plan.": "计划里的一个步骤。",
    "The answer to try out. May be repeated.": "要试的回答。可写多次。",
    "Also facts that follow from others.": "也列出由其他项目推出的项目。",
    "Print JSON, for programs.": "输出 JSON，供程序使用。",
    "Serve the questionnaire and the plan as web pages.": "以网页提供问卷和计划。",
    "Nothing that people answer is stored.": "不保存任何人的回答。",
    "The address to listen on.": "监听的地址。",
    "The port; 0 for any.": "端口；0 为任选。",
    "How many processes.": "进程数。",
    "A name under which people reach it. May be repeated.": "人们访问时使用的名称。可重复。",
    "A site whose pages may use the JSON interface. May be repeated.": (
        "可使用 JSON 接口的网站。可重复。"
    ),
    "Requests a second that one address may make; 0 for any number.": (
        "每个地址每秒可发的请求数；0 为不限。"
    ),
    "The proxy in front, whose word on who asks is taken.": "前面的代理，采信它所报的访问者地址。",
    "Open the pages in this computer's browser.": "用这台电脑的浏览器打开网页。",
}

USAGE = (
    (r"Try '(.+)' for help\.", r"查看说明：\1"),
    (r"No such option: (\S+)", r"没有 \1 这个选项。"),
    (r"No such option: (\S+) \(Possible options: (.+)\)", r"没有 \1 这个选项。相近的有：\2。"),
    (r"No such option '(\S+)'\.", r"没有 \1 这个选项。"),
    (r"No such option '(\S+)'\. Did you mean (.+)\?", r"没有 \1 这个选项。相近的有：\2。"),
    (r"No such command '(.+)'\.", r"没有“\1”这个命令。"),
    (r"No such command '(.+)'\. Did you mean (.+)\?", r"没有“\1”这个命令。相近的有：\2。"),
    (r"Missing option (.+?)\.", r"缺少选项 \1。"),
    (r"Missing argument (.+?)\.", r"缺少参数 \1。"),
    (r"Option (.+) requires an argument\.", r"选项 \1 后面要写上值。"),
    (r"Option (.+) does not take a value\.", r"选项 \1 后面不能写值。"),
    (r"Got unexpected extra arguments? \((.+)\)", r"多出了：\1。"),
    (r"Got unexpected extra argument\(s\) \((.+)\)", r"多出了：\1。"),
    (r"Invalid value for (.+?): '(.*)' is not one of (.+)\.", r"\1 不能是“\2”，可以是：\3。"),
)
