"""How long 500 nomination forms take as one PDF, beside a bare reportlab loop that draws the same texts and lines.

The floor is given every text with its font, size and place and every rectangle of every cell, and only draws them.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from app.documents import pdf, pdf_fonts
from app.documents.form import bound, forms_for
from app.documents.layout import RULE_PT, Face
from app.documents.pdf import render_pdf
from app.documents.pdf_text import Pen
from app.domain.award_facts import AwardFacts, PersonFacts
from app.resources import forms
from tests.bench.measure import Measure, median_low_of, options, tell, timed

PEOPLE, RUNS = 500, 3
_SENTENCES = (
    "该同志在一线岗位上工作多年，技术过硬，带出的徒弟都能独当一面。",
    "她热心工会工作，组织工友读书、打球、排节目，会员都愿意找她说话。",
    "遇到工友生病住院，她总是第一个上门，帮着跑手续、领补助。",
    "他提出的改进办法被车间采纳，一年节约材料费用三万余元。",
    "托管班开班，他报名值班两个假期，没有缺过一天。",
    "安全检查中他发现隐患十一处，逐条记下、逐条销号。",
)


def award() -> AwardFacts:
    """An award with 500 invented people, no two stories alike."""
    return AwardFacts(
        1, 2026, "优秀工会积极分子", True, quota="500", union="松河镇总工会", people=tuple(map(_person, range(PEOPLE)))
    )


def _person(number: int) -> PersonFacts:
    told = [_SENTENCES[(number + at * 5) % len(_SENTENCES)] for at in range(14 + number % 5)]
    story = "\n".join(f"第{number + 1}号材料，{''.join(told[at : at + 5])}" for at in range(0, len(told), 5))
    family, given = "赵钱孙李周吴郑王冯陈"[number % 10], "一二三四五六七八九十"[number // 10 % 10]
    return PersonFacts(
        name=f"{family}{given}{'甲乙丙丁戊'[number // 100]}", gender="女" if number % 2 else "男",
        born=f"{1968 + number % 35}年{1 + number % 12}月", ethnic="汉族", political="群众", education="大学本科",
        working_since=f"{1990 + number % 30}年7月", joined=f"{1991 + number % 30}年3月",
        unit=f"松河镇总工会 第{number % 23 + 1}分工会", post="操作工", phone=f"199{number:08d}",
        resume=f"2001.09—2004.06　松河职业学校学生\n2004.07至今　第{number % 23 + 1}车间操作工",
        honours=(f"{2015 + number % 10}年 厂先进生产者",), story=story, due="46", present="44",
        votes=str(30 + number % 14),
        opinion="会员一致同意推荐。",
    )  # fmt: skip


@dataclass
class Drawn:
    """What one page is made of: texts as (font, size, stretch, spacing, x, y, text) and rectangles."""

    texts: list[tuple[str, float, float, float, float, float, str]] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)


class Listener(Pen):
    """A pen that writes down what it is told to draw."""

    def text(self, line: str, x: float, top: float, height: float, face: Face, size: float, space: float = 0) -> None:
        """Keep one line."""
        y = self.page.height_pt - top - height / 2 - 0.38 * size
        for font, stretch, piece, ems in pdf_fonts.pieces(line, face):
            self.canvas.texts.append((font, size, stretch, space, x, y, piece))
            x += ems * size + len(piece) * space

    def boxes(self, boxes: Any) -> None:
        """Keep the outlines."""
        high = self.page.height_pt
        self.canvas.boxes.extend((x, high - top - h, w, h) for x, top, w, h in boxes)


def recorded(document: Any) -> list[Drawn]:
    """The pages of a bound document as plain texts and rectangles."""
    found: list[Drawn] = []
    for part in document.bound:
        pages = pdf.paginate(part)
        for number, strips in enumerate(pages, 1):
            pen = Listener(Drawn(), part.page)
            for strip, top in strips:
                strip.draw(pen, part.page.top_tw / 20 + top)
            pdf._number(pen, part.page, number, len(pages))
            found.append(pen.canvas)
    return found


def bare(pages: Sequence[Drawn], size: tuple[float, float]) -> bytes:
    """The same drawn by reportlab and nothing else."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, pageCompression=1, initialFontName=pages[0].texts[0][0])
    for page in pages:
        for font, points, stretch, space, x, y, text in page.texts:
            line = canvas.beginText(x, y)
            line.setFont(font, points)
            if space:
                line.setCharSpace(space)
            if stretch != 1:
                line.setHorizScale(stretch * 100)
            line.textOut(text)
            canvas.drawText(line)
        canvas.setLineWidth(RULE_PT)
        for x, y, wide, high in page.boxes:
            canvas.rect(x, y, wide, high)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def ours(facts: AwardFacts) -> bytes:
    """From facts to the bytes of one file."""
    papers = forms_for((facts,), [forms()["nomination"]])
    return render_pdf(bound(papers))


def main() -> None:
    """Measure."""
    args = options(__doc__).parse_args()
    facts = award()
    document = bound(forms_for((facts,), [forms()["nomination"]]))
    pages = recorded(document)
    size = (document.page.width_pt, document.page.height_pt)
    found = []
    for run in range(RUNS):  # each with other people, so that nothing is known from the run before
        others = replace(facts, people=tuple(replace(p, story=p.story.replace("第", f"第{run}")) for p in facts.people))
        mine, floor = timed(_call(ours, others)), timed(_call(bare, pages, size))
        found.append(Measure(f"{PEOPLE} nomination forms in one PDF", mine, floor))
    more = {"pages": len(pages), "MB": len(ours(facts)) / 2**20, "floor MB": len(bare(pages, size)) / 2**20}
    tell([replace(median_low_of(found), more=more)], args.json)


def _call(work: Any, *args: Any) -> Any:
    return lambda: work(*args)


if __name__ == "__main__":
    sys.exit(main())
