"""Record types of award evaluation: awards, quotas, nominees, tallies and score sheets."""

from __future__ import annotations

from app.domain.fields import Kind, RecordType
from app.domain.types.shorthand import core, member, more, remark, unit, year
from app.i18n import N_

ROUND = RecordType(
    "award_round", N_("Award round"), N_("Award rounds"), "评选批次",
    (
        year(),
        more("title", N_("Title"), "评选名称", required=True, key=True, listed=True),
        more("doc_no", N_("Document number"), "文号"),
        more("notice", N_("Background"), "评选说明", Kind.LONG),
        more("publicity_from", N_("Publicity from"), "公示起", Kind.DATE),
        more("publicity_days", N_("Publicity working days"), "公示工作日数", Kind.INTEGER),
        more("objections", N_("Objections"), "异议情况", Kind.LONG),
        more("contact", N_("Contact"), "联系人"),
        more("contact_phone", N_("Contact phone"), "联系电话", Kind.PHONE),
        remark(),
    ),
    ("title",),
)

AWARD = RecordType(
    "award", N_("Award"), N_("Awards"), "评选",
    (
        core("year", N_("Year"), "年度", Kind.YEAR, key=True, listed=True, repeats=True),
        core("name", N_("Award"), "奖项", required=True, key=True, listed=True, synonyms=("奖项名称", "荣誉称号")),
        core("target", N_("For"), "对象", Kind.CHOICE, codes="award_target", listed=True, synonyms=("评选对象",)),
        core("quota", N_("Number to award"), "名额", Kind.COUNT, listed=True),
        core("conditions", N_("Conditions"), "条件", Kind.LONG, synonyms=("评选条件",)),
        core("recommend_way", N_("Recommended by"), "推荐方式", Kind.CHOICE, codes="recommend_way"),
        core("decide_way", N_("Decided by"), "评定方式"),
        core("recommend_by", N_("Recommendations due"), "推荐截止", Kind.WHEN, listed=True),
        core("decided", N_("Decided on"), "评定时间", Kind.WHEN, listed=True),
        core("approver", N_("Approved by"), "审定"),
        remark(contract=True),
        more("round_id", N_("Award round"), "评选名称", Kind.REF, ref="award_round"),
        more("base", N_("Quota counted on"), "名额基数"),
        more("ratio", N_("Ratio"), "比例", Kind.DECIMAL),
    ),
    ("name",), figures=True, search=("name",), sheet_synonyms=("评优评先", "评选方案", "奖项设置"),
)

QUOTA = RecordType(
    "award_quota", N_("Quota"), N_("Quotas"), "名额分配",
    (
        more("award_id", N_("Award"), "奖项编号", Kind.REF, ref="award", required=True, key=True),
        unit(header="分工会", key=True, listed=True),
        more("place", N_("Unit or group"), "小组", key=True, listed=True),
        more("members", N_("Members"), "会员人数", Kind.INTEGER, listed=True),
        more("cadres", N_("Union officers"), "干部人数", Kind.INTEGER, listed=True),
        more("quotient", N_("Computed"), "计算值", Kind.DECIMAL, listed=True),
        more("allotted", N_("Allotted"), "分配名额", Kind.INTEGER, listed=True),
        more("adjusted", N_("Adjusted"), "加减", Kind.INTEGER, listed=True),
        remark(),
    ),
    ("place",), owner="award_id",
)

NOMINEE = RecordType(
    "nominee", N_("Nominee"), N_("Nominees"), "推荐对象",
    (
        more("award_id", N_("Award"), "奖项编号", Kind.REF, ref="award", required=True, key=True),
        more("name", N_("Name"), "推荐对象", required=True, key=True, listed=True),
        member(key=True),
        unit(listed=True),
        more("post", N_("Post"), "职务职称"),
        more("union_years", N_("Years of union work"), "从事工会工作时间"),
        more("resume", N_("Curriculum vitae"), "个人简历", Kind.LONG),
        more("honours", N_("Honours received"), "曾获奖励", Kind.LONG),
        more("story", N_("Deeds"), "主要事迹", Kind.LONG),
        more("due", N_("Entitled to vote"), "应到人数", Kind.INTEGER),
        more("present", N_("Present"), "实到人数", Kind.INTEGER),
        more("votes", N_("Votes"), "同意票数", Kind.INTEGER, listed=True),
        more("opinion", N_("Opinion of the group"), "推荐意见", Kind.LONG),
        more("outcome", N_("Outcome"), "结果", listed=True),
        remark(),
    ),
    ("name",), owner="award_id",
)

TALLY = RecordType(
    "tally", N_("Tally"), N_("Tallies"), "计票",
    (
        more("award_id", N_("Award"), "奖项编号", Kind.REF, ref="award", required=True, key=True),
        more("held", N_("Held on"), "投票时间", Kind.WHEN, key=True),
        more("due", N_("Entitled to vote"), "应到", Kind.INTEGER),
        more("present", N_("Present"), "实到", Kind.INTEGER),
        more("issued", N_("Ballots issued"), "发出票", Kind.INTEGER),
        more("returned", N_("Ballots returned"), "收回票", Kind.INTEGER),
        more("valid", N_("Valid ballots"), "有效票", Kind.INTEGER),
        more("invalid", N_("Invalid ballots"), "废票", Kind.INTEGER),
        more("chief_scrutineer", N_("Chief scrutineer"), "总监票人"),
        more("scrutineers", N_("Scrutineers"), "监票人"),
        more("counters", N_("Counters"), "计票人"),
        more("caller", N_("Caller"), "唱票人"),
        remark(),
    ),
    ("held",), owner="award_id",
)

TALLY_LINE = RecordType(
    "tally_line", N_("Candidate's votes"), N_("Candidates' votes"), "得票",
    (
        more("tally_id", N_("Tally"), "计票编号", Kind.REF, ref="tally", required=True, key=True),
        more("name", N_("Candidate"), "候选人", required=True, key=True),
        more("written_in", N_("Written in"), "另选", Kind.BOOL),
        more("yes", N_("For"), "同意", Kind.INTEGER),
        more("no", N_("Against"), "不同意", Kind.INTEGER),
        more("abstained", N_("Abstained"), "弃权", Kind.INTEGER),
    ),
    ("name",), owner="tally_id",
)

SCHEME = RecordType(
    "score_scheme", N_("Score scheme"), N_("Score schemes"), "评分办法",
    (
        more("title", N_("Title"), "办法名称", required=True, key=True),
        more("full_marks", N_("Full marks"), "满分", Kind.DECIMAL),
        more("origin", N_("Source"), "出处"),
        more("verified", N_("Checked against the paper"), "已核对原文", Kind.BOOL),
        remark(),
    ),
    ("title",),
)

SCORE_ITEM = RecordType(
    "score_item", N_("Score item"), N_("Score items"), "评分项目",
    (
        more("scheme_id", N_("Score scheme"), "评分办法", Kind.REF, ref="score_scheme", required=True, key=True),
        more("position", N_("No."), "序号", Kind.INTEGER),
        more("section", N_("Section"), "项目"),
        more("title", N_("Criterion"), "评分内容", required=True, key=True),
        more("marks", N_("Marks"), "分值", Kind.DECIMAL),
        more("must", N_("Must be met"), "必备", Kind.BOOL),
        more("rule", N_("Way of marking"), "评分方法", Kind.LONG),
    ),
    ("title",), owner="scheme_id",
)

SCORE_SHEET = RecordType(
    "score_sheet", N_("Score sheet"), N_("Score sheets"), "评分表",
    (
        more("scheme_id", N_("Score scheme"), "评分办法", Kind.REF, ref="score_scheme", required=True, key=True),
        year(),
        more("subject", N_("Who is scored"), "评分对象", required=True, key=True),
        unit(),
        more("scored_on", N_("Scored on"), "评分日期", Kind.DATE),
        more("scored_by", N_("Scored by"), "评分人"),
        remark(),
    ),
    ("subject",),
)

SCORE_MARK = RecordType(
    "score_mark", N_("Mark"), N_("Marks"), "得分",
    (
        more("sheet_id", N_("Score sheet"), "评分表编号", Kind.REF, ref="score_sheet", required=True, key=True),
        more("item_id", N_("Criterion"), "评分内容", Kind.REF, ref="score_item", required=True, key=True),
        more("own_mark", N_("Own mark"), "自评分", Kind.DECIMAL),
        more("mark", N_("Mark"), "考核分", Kind.DECIMAL),
        more("reason", N_("Reason for deduction"), "扣分原因", Kind.LONG),
        more("evidence", N_("Evidence"), "依据材料"),
    ),
    ("item_id",), owner="sheet_id",
)

ALL = (ROUND, AWARD, QUOTA, NOMINEE, TALLY, TALLY_LINE, SCHEME, SCORE_ITEM, SCORE_SHEET, SCORE_MARK)
