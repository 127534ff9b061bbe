"""Breaking a title where the sense allows, its lines a trapezoid or a diamond (GB/T 9704-2012 7.3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, combinations, islice, pairwise

from app.documents.lines import Measure, break_lines, clusters

_WORDS = """
    党委 党支部 人民政府 政府 街道办事处 街道 社区 机关 事业单位 企业 学校 小学 中学 学院 幼儿园 医院 卫生院 银行
    支行 公司 有限公司 股份有限公司 集团 工业园区 园区 总工会 工会 工会委员会 总工会委员会 联合工会 联合工会委员会
    工会联合会 委员会 代表大会 职工代表大会 教职工 职工 会员 基层 女职工 工会积极分子 工会工作者 先进工会小组
    先进集体 先进个人 农民工 劳动者 新就业形态 积极分子 工作者 先进 优秀 模范 集体 个人 小组 工会小组 职工之家
    劳动模范 五一 劳动奖章 工人先锋号 标兵 年度 上半年 下半年 工作 总结 工作总结 工会工作 工会工作总结 计划 工作计划
    打算 安排 要点 情况 报告 情况报告 通知 通报 请示 批复 决定 公示 方案 办法 意见 开展 报送 印发 做好 召开 表彰
    评选 推荐 申报 调整 成立 换届 选举 活动 慰问 帮扶 困难 送温暖 送清凉 金秋助学 互助 保障 经费 收支 预算 决算 数据
    图片 名额 分配 对象 候选人 审批表 登记表 汇总表 名册 花名册 签到 领取 发放 劳动竞赛 技能 比武 培训 安全生产
""".split()  # noqa: SIM905 - a word list reads better as words
"""What the titles of a union's papers are made of; none of them is torn."""

_NO_HEAD = frozenset("的等之了性化式型类级")  # these lean on the word before
_ATOM = re.compile(
    r"“[^“”]{1,15}”|《[^《》]{1,15}》|(?:\d{4}年)?\d+月至(?:\d{4}年)?\d+月|\d+(?:[—–-]\d+)?(?:学?年度?|月|日|届|次|周年|期)?|"
    + "|".join(sorted(_WORDS, key=len, reverse=True))
    + r"|(?s:.)"
)
_OPENERS = ("关于", "和", "及", "暨", "与", "并")
_BOUND = frozenset(("优秀", "先进", "模范", "困难", "开展", "报送", "印发", "做好", "召开", "表彰", "成立", "女"))
_TORN, _LEANING, _BINDING, _PLAIN, _GOOD = 3.0, 8.0, 3.0, 1.2, 0.0
_ONE_MORE = 1.0  # what a line more than needed costs
_MOST_LINES = 5
_MOST_TRIED = 12_000


def titled(text: str, width: float, measure: Measure) -> tuple[str, ...]:
    r"""The lines of a title; a ``\n`` in it is kept as the clerk's own wish.

    Args:
        text: cleaned text.
        width: the widest a line may be, in the unit of ``measure``.
        measure: the width of a piece of text.
    """
    least = break_lines(text, width, measure)
    if "\n" in text or len(least) < 2:
        return least
    atoms = tuple(_atoms(text))
    wanted = range(len(least), min(len(least) + 1, _MOST_LINES) + 1)
    found = [_best(atoms, count, width, measure) for count in wanted]
    best = min((cost + at * _ONE_MORE, lines) for at, (cost, lines) in enumerate(found)) if found else (0.0, ())
    return best[1] or least


def _atoms(text: str) -> Iterator[str]:
    """What must stay on one line: words of a title, numbers, and marks with the character they belong to."""
    held = ""
    for piece in _joined(text):
        if held and (_leans(held, piece)):
            held += piece
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held


def _joined(text: str) -> Iterator[str]:
    """Words and numbers found in ``text``, cut nowhere that a line may not end."""
    ends = set()
    at = 0
    for cluster in clusters(text):
        at += len(cluster)
        ends.add(at)
    start = end = 0
    for match in _ATOM.finditer(text):
        end = match.end()
        if end in ends:
            yield text[start:end]
            start = end
    if start < end:
        yield text[start:end]


def _leans(before: str, piece: str) -> bool:
    return piece == " " or before.isspace() or piece in _NO_HEAD


def _best(atoms: tuple[str, ...], count: int, width: float, measure: Measure) -> tuple[float, tuple[str, ...]]:
    """The cheapest way to set ``atoms`` in ``count`` lines, and what it costs; no lines when there is none."""
    ends = list(accumulate((measure(atom) for atom in atoms), initial=0.0))
    cost_of = [0.0, *(_sense(atoms[at - 1], "".join(atoms[at : at + 2])) for at in range(1, len(atoms)))]
    found: tuple[str, ...] = ()
    least = float("inf")
    for places in islice(combinations(range(1, len(atoms)), count - 1), _MOST_TRIED):
        marks = (0, *places, len(atoms))
        widths = [ends[b] - ends[a] for a, b in pairwise(marks)]
        if max(widths) > width:
            continue
        cost = _shape(widths) + sum(cost_of[at] for at in places)
        if cost < least:
            least, found = cost, tuple("".join(atoms[a:b]).strip(" ") for a, b in pairwise(marks))
    return least, found


def _sense(before: str, after: str) -> float:
    """What a break between two atoms costs the reader."""
    if after[0] in _NO_HEAD or before in _OPENERS:
        return _LEANING
    if after.startswith(_OPENERS) or before[-1] in "、，；：" or re.match(r"\d{4}年", after):
        return _GOOD
    if before in _BOUND or re.fullmatch(r"\d.*[年度届次]", before):
        return _BINDING
    return _TORN if len(before) == 1 and before != "的" else _PLAIN


def _shape(widths: list[float]) -> float:
    """What the outline of the lines costs: 0 for a trapezoid or a diamond of lines about as long as each other."""
    longest = max(widths)
    parts = [one / longest for one in widths]
    cost = 6.0 * max(0.0, 0.5 - min(parts)) + 1.5 * (1 - sum(parts) / len(parts))
    if any(abs(a - b) < 0.02 for a, b in pairwise(parts)):
        cost += 0.4  # a block of lines of one length is neither
    if len(parts) > 2 and min(parts[1:-1]) < min(parts[0], parts[-1]) - 0.02:
        cost += 3.0  # an hourglass
    return cost
