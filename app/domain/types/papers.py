"""Record types beside the work itself: figures, attachments, papers written, filters kept, summaries on their way."""

from __future__ import annotations

from app.domain.fields import Kind, RecordType
from app.domain.types.shorthand import more, remark, year
from app.i18n import N_

FIGURE = RecordType(
    "figure", N_("Figure"), N_("Figures"), "",
    (
        more("owner_table", N_("Kind of record"), "", required=True, key=True),
        more("owner_id", N_("Record"), "", Kind.INTEGER, required=True, key=True),
        more("position", N_("No."), "", Kind.INTEGER, key=True),
        more("label", N_("Label"), "标签"),
        more("number", N_("Number"), "数", Kind.DECIMAL),
        more("qualifier", N_("Qualifier"), "余多近约"),
        more("measure", N_("Unit of measure"), "单位"),
        more("raw", N_("As given"), "量", required=True),
    ),
    ("label", "raw"),
)

ATTACHMENT = RecordType(
    "attachment", N_("Attachment"), N_("Attachments"), "",
    (
        more("owner_table", N_("Kind of record"), "", required=True, key=True),
        more("owner_id", N_("Record"), "", Kind.INTEGER, required=True, key=True),
        more("name", N_("File name"), "附件名称", required=True, key=True),
        more("caption", N_("Caption"), "说明"),
        more("size", N_("Size"), "大小", Kind.INTEGER),
        more("digest", N_("Content"), "内容标识", required=True),
    ),
    ("name",),
)

PAPER = RecordType(
    "paper", N_("Paper"), N_("Papers"), "",
    (
        more("kind", N_("Kind"), "种类", required=True),
        more("title", N_("Title"), "标题", required=True, listed=True),
        year(),
        more("written_at", N_("Written"), "写成时间", listed=True),
        more("style", N_("Style"), "文体"),
        more("name", N_("File name"), "文件名", required=True, listed=True),
        more("digest", N_("Content"), "内容标识", required=True),
        more("numbers", N_("Figures"), "数字", Kind.LONG),
        remark(),
    ),
    ("title",),
)

SAVED_FILTER = RecordType(
    "saved_filter", N_("Saved filter"), N_("Saved filters"), "",
    (
        more("table_name", N_("Kind of record"), "", required=True, key=True),
        more("name", N_("Name"), "名称", required=True, key=True, listed=True),
        more("conditions", N_("Conditions"), "条件", Kind.LONG),
        more("sort", N_("Sorted by"), "排序"),
        more("descending", N_("Descending"), "降序", Kind.BOOL),
        more("columns", N_("Columns shown"), "显示列"),
    ),
    ("name",), search=("name",),
)

DRAFT = RecordType(
    "summary_draft", N_("Draft of the summary"), N_("Drafts of the summary"), "",
    (
        more("name", N_("Period"), "", required=True, key=True, listed=True),
        more("of_year", N_("Year"), "", Kind.INTEGER, key=True),
        more("period", N_("Kind of period"), "", key=True),
        more("style", N_("Style"), ""),
        more("title", N_("Title"), ""),
        more("left_out", N_("Left out"), "", Kind.LONG),
        more("chapters", N_("Order of the sections"), "", Kind.LONG),
        more("annexes", N_("Annexes"), ""),
        more("photos", N_("Photos"), "", Kind.LONG),
        more("signer", N_("Signed by"), ""),
        more("signed_on", N_("Signed on"), "", Kind.DATE),
        more("sealed", N_("With a seal"), "", Kind.BOOL),
    ),
    ("name",),
)

DRAFT_TEXT = RecordType(
    "summary_text", N_("Own words in the summary"), N_("Own words in the summary"), "",
    (
        more("draft_id", N_("Draft of the summary"), "", Kind.REF, ref="summary_draft", required=True, key=True),
        more("place", N_("Place in the text"), "", required=True, key=True),
        more("body", N_("Words"), "", Kind.LONG),
        more("told", N_("Words before"), "", Kind.LONG),
    ),
    ("place",), owner="draft_id",
)

# A record that is kept because the law says so, but no longer worked with: domain rules, Personal Information
# Protection Law, article 47.
SEALING = RecordType(
    "sealing", N_("Sealing"), N_("Sealings"), "",
    (
        more("owner_table", N_("Kind of record"), "", required=True, key=True),
        more("owner_id", N_("Record"), "", Kind.INTEGER, required=True, key=True),
        more("reason", N_("Reason"), "封存原因", required=True),
        more("sealed_on", N_("Sealed on"), "封存日期", Kind.DATE),
    ),
    ("reason",),
)

ALL = (FIGURE, ATTACHMENT, PAPER, SAVED_FILTER, DRAFT, DRAFT_TEXT, SEALING)
