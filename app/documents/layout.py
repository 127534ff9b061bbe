"""The measures of the page, shared by every renderer so that paper looks the same from PDF and from Word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

TWIPS_PER_PT = 20
PT_PER_MM = 72 / 25.4
CHARS_PER_LINE = 28
LINES_PER_PAGE = 22

SIGN_RIGHT_CHARS = 2  # GB/T 9704-2012 7.3.5.2: the signer stands two characters from the right edge
DATE_SHIFT_CHARS = 2  # 7.3.5.2: the date begins two characters to the right of the signer
SEALED_DATE_CHARS = 4  # 7.3.5.1: where a seal is set the date stands four characters from the right edge
SEALED_BLANKS = 2  # 7.3.5.1: the top of a 42 mm seal over signer and date lies within a line of the text
ANNEX_INDENT_CHARS = 2  # 7.3.4: 左空二字
INDENT_CHARS = 2  # 7.3.3: every paragraph begins two characters in
ITEM_GAP_CHARS = 0.5  # between the mark of an item and its text

NUMBER_PT = 14.0  # 7.5: 4 号半角宋体
NUMBER_DROP_MM = 7.0  # 7.5: the dash lies 7 mm below the text area
NUMBER_INDENT_CHARS = 1  # 7.5: 单页居右空一字, 双页居左空一字
FORM_NUMBER_PT = 9.0

PICTURE_GAP_PT = 6.0  # between a picture and its caption
PICTURE_AFTER_PT = 10.0  # under the caption

CELL_PAD_X_PT = 3.0
CELL_PAD_Y_PT = 2.5
CELL_LEADING = 1.35  # line height of table text, in ems
RULE_PT = 0.5
LEAST_CELL_PT = 6.5  # below this a word is broken rather than made smaller
LIST_SIZES_PT = (12.0, 11.0, 10.5, 10.0, 9.0, 8.0, 7.5)
FORM_SIZES_PT = (12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0)
FLOWING_PT = 10.5  # the size of a form whose text needs a second page whatever its size


class Face(StrEnum):
    """A typeface by its part in a Chinese official document."""

    XIAOBIAOSONG = "xiaobiaosong"
    FANGSONG = "fangsong"
    HEITI = "heiti"
    KAITI = "kaiti"
    SONGTI = "songti"


@dataclass(frozen=True, slots=True)
class Type:
    """How one kind of text is set: face, size and the height of its line, both in points."""

    face: Face
    size_pt: float
    line_pt: float


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One kind of page. Lengths ending in ``tw`` are twips (1/20 pt), which Word counts in.

    The twips are the truth and points follow from them: 28 mm is not a whole number of twips, and Word's own
    1588 and 1474 leave exactly the 8844 twips (156 mm) that 28 characters must fill.
    """

    name: str
    width_tw: int
    height_tw: int
    top_tw: int
    bottom_tw: int
    left_tw: int
    right_tw: int
    title: Type
    body: Type
    table_pt: float
    note_pt: float
    chars: int = 0
    landscape: bool = False

    @property
    def width_pt(self) -> float:
        """Width of the sheet in points."""
        return self.width_tw / TWIPS_PER_PT

    @property
    def height_pt(self) -> float:
        """Height of the sheet in points."""
        return self.height_tw / TWIPS_PER_PT

    @property
    def text_width_tw(self) -> int:
        """Width of the text area in twips."""
        return self.width_tw - self.left_tw - self.right_tw

    @property
    def text_width_pt(self) -> float:
        """Width of the text area in points."""
        return self.text_width_tw / TWIPS_PER_PT

    @property
    def text_height_pt(self) -> float:
        """Height of the text area in points."""
        return (self.height_tw - self.top_tw - self.bottom_tw) / TWIPS_PER_PT

    @property
    def pitch_pt(self) -> float:
        """Distance from one Chinese character of the body to the next, in points."""
        return self.text_width_pt / self.chars if self.chars else self.body.size_pt

    @property
    def char_space_pt(self) -> float:
        """What each character of the body gives up (negative) so that a full line fits, in points."""
        return self.pitch_pt - self.body.size_pt

    @property
    def official(self) -> bool:
        """Whether this is the 22 x 28 page of an official document."""
        return self.chars > 0

    def heading(self, level: int) -> Type:
        """The type of a heading of ``level`` 1 to 4 (7.3.3: 黑体, 楷体, 仿宋, 仿宋; all of body size)."""
        face = {1: Face.HEITI, 2: Face.KAITI}.get(level, self.body.face)
        return Type(face, self.body.size_pt, self.body.line_pt)

    @property
    def subtitle(self) -> Type:
        """The type of the line under the title."""
        return Type(Face.KAITI, self.body.size_pt, self.body.line_pt)

    @property
    def caption(self) -> Type:
        """The type of a table's caption."""
        return Type(Face.HEITI, self.table_pt, max(self.body.line_pt, self.table_pt * CELL_LEADING))

    @property
    def note(self) -> Type:
        """The type of a small note under a table."""
        return Type(Face.SONGTI, self.note_pt, self.note_pt * 1.5)


# 225 mm / 22 is 28.99 pt, but 29 pt (580 twips) gives only 21 lines: 28.95 pt is 579 twips.
OFFICIAL_LINE_PT = 28.95

GOVERNMENT = PageSpec(
    "government", 11906, 16838, 2098, 1984, 1588, 1474,
    title=Type(Face.XIAOBIAOSONG, 22, OFFICIAL_LINE_PT),
    body=Type(Face.FANGSONG, 16, OFFICIAL_LINE_PT),
    table_pt=12, note_pt=10.5, chars=CHARS_PER_LINE,
)  # fmt: skip
FORM_PORTRAIT = PageSpec(
    "form-portrait", 11906, 16838, 1134, 1134, 1134, 1134,
    title=Type(Face.XIAOBIAOSONG, 20, 34),
    body=Type(Face.FANGSONG, 12, 20),
    table_pt=12, note_pt=10.5,
)  # fmt: skip
FORM_LANDSCAPE = PageSpec(
    "form-landscape", 16838, 11906, 1134, 1134, 1134, 1134,
    title=Type(Face.XIAOBIAOSONG, 20, 34),
    body=Type(Face.FANGSONG, 12, 20),
    table_pt=10.5, note_pt=9, landscape=True,
)  # fmt: skip
LIST_PORTRAIT = PageSpec(
    "list-portrait", 11906, 16838, 1020, 1020, 850, 850,
    title=Type(Face.XIAOBIAOSONG, 18, 30),
    body=Type(Face.FANGSONG, 11, 20),
    table_pt=10.5, note_pt=10.5,
)  # fmt: skip
LIST_LANDSCAPE = PageSpec(
    "list-landscape", 16838, 11906, 1020, 1020, 850, 850,
    title=Type(Face.XIAOBIAOSONG, 18, 30),
    body=Type(Face.FANGSONG, 11, 20),
    table_pt=10.5, note_pt=10.5, landscape=True,
)  # fmt: skip


def official_number(page: int) -> str:
    """The page number of an official document (7.5)."""
    return f"— {page} —"
