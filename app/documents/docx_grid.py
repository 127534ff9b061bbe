"""Tables and forms in Word: real cells with spans, header rows that come again, rows that stay whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from app.documents import layout
from app.documents.arrange import CellText, Laid, Placed, estimated, measure_grid, shown
from app.documents.blocks import Grid, Picture, Run, Span, words
from app.documents.docx_picture import Attached
from app.documents.docx_xml import Indent, Para, half_points, paragraph, runs, split_lines, twips, with_breaks
from app.documents.fitting import settle
from app.documents.layout import PageSpec
from app.documents.lines import estimate
from app.documents.paging import kept_rows

_WORD_RESERVE = 0.97  # Word's own fonts are a little wider than the estimate now and then
_RULE = f'w:val="single" w:sz="{round(layout.RULE_PT * 8)}" w:space="0" w:color="auto"'
_VALIGN = {"top": "top", "middle": "center", "bottom": "bottom"}
_SHARE = {"top": 0.0, "middle": 0.5, "bottom": 1.0}  # of the room between text and foot, what stands above both
_FOOT_SLACK_PT = 3.0

_Line = tuple[Para, Run]


@dataclass(frozen=True, slots=True)
class Frame:
    """A laid grid being written: column edges in twips, what stands where."""

    grid: Grid
    laid: Laid
    page: PageSpec
    attached: Attached | None = None
    kept: frozenset[int] = frozenset()  # the rows that stay on the page of the next

    @property
    def edges_tw(self) -> list[int]:
        """The column edges in whole twips, so that no two columns disagree by one."""
        return [twips(edge) for edge in self.laid.edges]

    def xml(self) -> str:
        """The whole table."""
        marks = self.edges_tw
        widths = [right - left for left, right in pairwise(marks)]
        sides = "".join(f"<w:{side} {_RULE}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
        pad = twips(layout.CELL_PAD_X_PT)
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        inside = self._inside()
        rows = "".join(self._row(at, inside[at]) for at in range(len(self.grid.rows)))
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
            f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
            f'<w:left w:w="{pad}" w:type="dxa"/><w:right w:w="{pad}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
        )

    def _inside(self) -> list[list[tuple[Placed, CellText]]]:
        """The cells that reach into each row, from the left."""
        found: list[list[tuple[Placed, CellText]]] = [[] for _ in self.grid.rows]
        for p, text in zip(self.laid.placed, self.laid.texts, strict=True):
            for at in range(p.row, p.row + p.cell.row_span):
                found[at].append((p, text))
        return [sorted(row, key=_column) for row in found]

    def _row(self, at: int, inside: list[tuple[Placed, CellText]]) -> str:
        height = self.laid.heights[at]
        whole = "" if height > self.page.text_height_pt * 0.8 else "<w:cantSplit/>"
        head = "<w:tblHeader/>" if at < self.grid.header_rows else ""
        least = f'<w:trHeight w:val="{twips(height - layout.RULE_PT)}" w:hRule="atLeast"/>' if whole else ""
        cells = "".join(self._cell(p, text, at) for p, text in inside)
        return f"<w:tr><w:trPr>{whole}{least}{head}</w:trPr>{cells}</w:tr>"

    def _cell(self, p: Placed, text: CellText, at: int) -> str:
        marks = self.edges_tw
        width = marks[p.col + p.cell.col_span] - marks[p.col]
        span = f'<w:gridSpan w:val="{p.cell.col_span}"/>' if p.cell.col_span > 1 else ""
        merge = ""
        if p.cell.row_span > 1:
            merge = '<w:vMerge w:val="restart"/>' if at == p.row else "<w:vMerge/>"
        kept = at in self.kept or at < self.grid.header_rows
        inside = self._text(p, text, kept=kept) if at == p.row else paragraph(Para("TableText", keep_next=kept), "")
        vertical = f'<w:vAlign w:val="{self._vertical(p, text)}"/>'
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{vertical}</w:tcPr>{inside}</w:tc>'

    def _vertical(self, p: Placed, text: CellText) -> str:
        if p.cell.label or p.cell.image:
            return "center"
        if text.foot:
            return "top" if text.lines else "bottom"
        return _VALIGN[p.cell.valign]

    def _text(self, p: Placed, text: CellText, *, kept: bool) -> str:
        """The paragraphs of a cell."""
        if p.cell.image and self.attached:
            return paragraph(Para("Picture", keep_next=kept), self.attached.run(self._shown(p, p.cell.image)))
        size = half_points(text.size_pt)
        face = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        style, align = ("TableLabel", "center") if p.cell.label else ("TableText", p.cell.align)
        spans = with_breaks(p.cell.run, text.lines) if p.cell.label else p.cell.run
        para = Para(style, keep_next=kept, line_pt=text.leading_pt, align=align)
        found: list[_Line] = [(para, part) for part in split_lines(spans)] if words(spans) else []
        if text.foot:
            found = self._footed(p, text, found, para)
        found = found or [(para, ())]
        if not text.foot and self._vertical(p, text) == "bottom":
            found[-1] = replace(found[-1][0], after_pt=layout.CELL_PAD_Y_PT), found[-1][1]
        return "".join(paragraph(how, runs(part, face)) for how, part in found)

    def _footed(self, p: Placed, text: CellText, above: list[_Line], para: Para) -> list[_Line]:
        """The lines of a cell with those of its foot, pushed down by the room that the text leaves."""
        foot = [_at_right(line, para, text.size_pt) for line in split_lines((Span(p.cell.foot),))]
        foot[-1] = replace(foot[-1][0], after_pt=layout.CELL_PAD_Y_PT), foot[-1][1]
        if not above:
            return foot
        spare = max(0.0, self._height(p) - text.height_pt - 2 * layout.CELL_PAD_Y_PT - _FOOT_SLACK_PT)
        over = spare * _SHARE[p.cell.valign]
        first = replace(above[0][0], before_pt=over + (layout.CELL_PAD_Y_PT if spare else 0.0)), above[0][1]
        below = replace(foot[0][0], before_pt=spare - over), foot[0][1]
        return [first, *above[1:], below, *foot[1:]]

    def _shown(self, p: Placed, image: Picture) -> Picture:
        wide, high = (side / layout.PT_PER_MM for side in shown(image, self.laid.width(p), self._height(p)))
        return replace(image, width_mm=wide, height_mm=high)

    def _height(self, p: Placed) -> float:
        return sum(self.laid.heights[p.row : p.row + p.cell.row_span])


def _at_right(line: Run, para: Para, size_pt: float) -> _Line:
    """A line set to the right, the spaces at its end as an indent: Word and LibreOffice let them hang."""
    text = words(line)
    bare = text.rstrip()
    indent = Indent(size_pt, right=estimate(text[len(bare) :]), chars=False).xml()
    return replace(para, indent=indent, align="right"), (Span(bare),)


def _column(pair: tuple[Placed, CellText]) -> int:
    return pair[0].col


def grid_xml(grid: Grid, page: PageSpec, room_pt: float, attached: Attached | None = None) -> str:
    """A grid as a Word table, its text as small as the room in points asks for; ``attached`` takes its pictures."""
    settled, size = settle(grid, page, room_pt * _WORD_RESERVE, estimated)
    laid = measure_grid(settled, page, size, estimated)
    return Frame(settled, laid, page, attached, kept_rows(settled)).xml()
