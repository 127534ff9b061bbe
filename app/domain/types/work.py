"""Record types of a year's work: aid entries, activities, honours, agreements, money, problems and plans."""

from __future__ import annotations

from app.domain.fields import Kind, RecordType
from app.domain.types.shorthand import core, member, more, remark, unit, year
from app.i18n import N_

_WHEN = ("日期", "慰问时间", "活动时间", "发生日期", "获奖时间", "发放日期", "慰问日期", "活动日期")

ENTRY = RecordType(
    "entry", N_("Aid entry"), N_("Condolence and aid"), "慰问帮扶",
    (
        core("happened", N_("When"), "时间", Kind.WHEN, key=True, listed=True, repeats=True, synonyms=_WHEN),
        core("kind", N_("Kind"), "类别", Kind.CHOICE, codes="aid_kind", required=True, key=True, listed=True,
             repeats=True, synonyms=("慰问类别", "福利项目", "帮扶类别", "慰问类型", "发慰类型", "帮扶项目")),
        core("reason", N_("Reason"), "事由", Kind.LONG, key=True, listed=True, repeats=True,
             synonyms=("慰问事由", "慰问原因", "帮扶内容", "内容", "事项")),
        core("target", N_("For whom"), "对象", Kind.LONG, key=True, listed=True,
             synonyms=("慰问对象", "帮扶对象", "姓名", "职工姓名", "受助人")),
        core("target_kind", N_("Kind of person"), "对象类型", Kind.CHOICE, codes="target_kind", repeats=True,
             synonyms=("慰问对象类别", "对象类别")),
        core("units", N_("Units"), "单位数", Kind.COUNT),
        core("households", N_("Households"), "户数", Kind.COUNT),
        core("persons", N_("Persons"), "人数", Kind.COUNT, synonyms=("慰问人数",)),
        core("person_times", N_("Person-times"), "人次", Kind.COUNT, listed=True, synonyms=("慰问人次",)),
        core("cash", N_("Cash"), "慰问金(元)", Kind.MONEY, listed=True, repeats=True,
             synonyms=("慰问金额", "金额", "补助金额", "救助金额", "帮扶金额", "资助金额")),
        core("goods", N_("Goods"), "物品", repeats=True, synonyms=("慰问品", "慰问物品", "品名")),
        core("goods_value", N_("Value of goods"), "物品折价(元)", Kind.MONEY, listed=True, repeats=True,
             synonyms=("实物折价", "实物折款", "物品金额", "折价", "物资价值")),
        core("standard", N_("Per person"), "标准(元/人)", Kind.MONEY, repeats=True, adds=False, synonyms=("人均标准", "慰问标准")),
        core("source", N_("Paid from"), "经费来源", Kind.CHOICE, codes="fund_source", repeats=True,
             synonyms=("资金来源", "慰问款源")),
        core("account", N_("Account"), "经费科目", Kind.CHOICE, codes="expense_account_2017", repeats=True,
             synonyms=("开支科目", "支出科目", "科目")),
        core("handler", N_("Handled by"), "经办人", repeats=True, synonyms=("慰问人", "走访人")),
        remark(contract=True),
        year(key=False),
        member("会员"),
        unit(repeats=True, synonyms=("所属工会", "部门", "单位", "所在单位")),
        more("quantity", N_("Quantity"), "数量", Kind.COUNT),
        more("status", N_("Status"), "状态", Kind.CHOICE, codes="entry_status", listed=True, repeats=True,
             synonyms=("登记状态",)),
        more("campaign", N_("Campaign"), "批次", repeats=True, synonyms=("活动批次",)),
        more("voucher_no", N_("Voucher"), "凭证号"),
        more("event_no", N_("Event number"), "事件编号"),
        more("approval_no", N_("Approval"), "审批编号", synonyms=("依据",)),
        more("paid_on", N_("Paid on"), "发放日期", Kind.DATE, synonyms=("实际发放日期",)),
        more("signed_on", N_("Signed for on"), "签收日期", Kind.DATE),
        more("papers", N_("Papers attached"), "附件数", Kind.INTEGER),
    ),
    ("kind", "target"), figures=True, initials_of="target", search=("target", "reason", "kind", "goods"),
    sheet_synonyms=("慰问台账", "慰问", "帮扶", "帮扶台账", "福利慰问", "困难慰问", "慰问登记表", "慰问帮扶台账"),
)

LINE = RecordType(
    "entry_line", N_("Beneficiary"), N_("Beneficiaries"), "慰问明细",
    (
        more("entry_id", N_("Aid entry"), "慰问编号", Kind.REF, ref="entry", required=True, key=True),
        more("name", N_("Name"), "姓名", required=True, key=True),
        member(key=True),
        more("place", N_("Unit or group"), "部门", synonyms=("部门/小组", "单位")),
        more("relation", N_("Relation"), "与会员关系", Kind.CHOICE, codes="relation"),
        more("goods", N_("Goods"), "物品"),
        more("quantity", N_("Quantity"), "数量", Kind.COUNT),
        more("cash", N_("Cash"), "慰问金", Kind.MONEY),
        more("goods_value", N_("Value of goods"), "物品折价", Kind.MONEY),
        more("signed_by", N_("Signed by"), "签领人"),
        more("signed_on", N_("Signed for on"), "签收日期", Kind.DATE),
        remark(),
    ),
    ("name",), owner="entry_id",
)

HARDSHIP = RecordType(
    "hardship_file", N_("Hardship file"), N_("Hardship files"), "困难档案",
    (
        more("name", N_("Name"), "姓名", required=True, key=True, listed=True),
        member(key=True),
        more("kind", N_("Hardship"), "困难类别", Kind.CHOICE, codes="hardship_kind", listed=True),
        more("file_no", N_("File number"), "档案编号"),
        more("main_cause", N_("Main cause"), "主要致困原因", Kind.CHOICE, codes="hardship_cause", listed=True),
        more("other_causes", N_("Other causes"), "次要致困原因"),
        more("household", N_("Household size"), "家庭人口", Kind.INTEGER),
        more("income", N_("Household income a year"), "家庭年度总收入", Kind.MONEY, sensitive=True),
        more("rigid_costs", N_("Unavoidable costs a year"), "刚性支出", Kind.MONEY, sensitive=True),
        more("housing", N_("Housing"), "住房类型", Kind.CHOICE, codes="housing"),
        more("area", N_("Floor space"), "建筑面积"),
        more("insurance", N_("Medical insurance"), "医保状况"),
        more("single_parent", N_("Single parent"), "是否单亲", Kind.BOOL),
        more("self_help", N_("Able to help themselves"), "有自救能力", Kind.BOOL),
        more("jobless", N_("Household without a job"), "零就业家庭", Kind.BOOL),
        more("story", N_("Circumstances"), "困难情况", Kind.LONG),
        more("opened", N_("Opened"), "建档日期", Kind.DATE, listed=True),
        more("visited", N_("Last visited"), "入户日期", Kind.DATE),
        more("closed", N_("Closed"), "退档日期", Kind.DATE, listed=True),
        more("close_reason", N_("Reason for closing"), "退档原因"),
        more("measure", N_("Measure"), "帮扶措施", Kind.CHOICE, codes="relief_project"),
        more("filed_by", N_("Filed by"), "建档人"),
        more("checked_by", N_("Checked by"), "审核人"),
        remark(),
    ),
    ("name",), search=("name",),
)

ACTIVITY = RecordType(
    "activity", N_("Activity"), N_("Activities"), "活动",
    (
        core("happened", N_("When"), "时间", Kind.WHEN, key=True, listed=True, synonyms=_WHEN),
        core("area", N_("Area"), "领域", Kind.CHOICE, codes="area", required=True, key=True, listed=True, repeats=True,
             synonyms=("工作领域",)),
        core("kind", N_("Kind"), "类别", Kind.CHOICE, codes="activity_kind",
             synonyms=("活动类别", "类型", "活动项目")),
        core("title", N_("Title"), "名称", required=True, key=True, listed=True,
             synonyms=("活动名称", "标题", "主题", "工作内容")),
        core("place", N_("Where"), "地点", listed=True, synonyms=("活动地点",)),
        core("host", N_("Host"), "主办", repeats=True, synonyms=("主办单位", "组织单位")),
        core("cohost", N_("Co-host"), "协办", synonyms=("协办单位", "承办单位", "承办")),
        core("persons", N_("Persons"), "人数", Kind.COUNT, listed=True, synonyms=("参加人数", "参与人数")),
        core("person_times", N_("Person-times"), "人次", Kind.COUNT, listed=True, synonyms=("参加人次",)),
        core("content", N_("What was done"), "内容", Kind.LONG, synonyms=("活动内容",)),
        core("result", N_("Result"), "结果", Kind.LONG, synonyms=("成效", "活动成效")),
        core("cost", N_("Cost"), "经费(元)", Kind.MONEY, listed=True, synonyms=("费用", "支出", "报销金额", "经费支出")),
        remark(contract=True),
        year(key=False),
        unit(header="所属组织", repeats=True),
        more("budget", N_("Budget"), "预算", Kind.MONEY),
        more("account", N_("Account"), "经费科目", Kind.CHOICE, codes="expense_account_2017"),
        more("handler", N_("Handled by"), "经办人"),
        more("evidence", N_("Papers kept"), "资料清单"),
    ),
    ("title",), figures=True, initials_of="title", search=("title", "content", "area", "kind", "result"),
    sheet_synonyms=("活动台账", "活动记录", "活动登记", "工会活动", "活动登记表", "工会活动记录表"),
)

PARTICIPANT = RecordType(
    "participant", N_("Participant"), N_("Participants"), "参加人",
    (
        more("activity_id", N_("Activity"), "活动编号", Kind.REF, ref="activity", required=True, key=True),
        more("name", N_("Name"), "姓名", required=True, key=True),
        member(key=True),
        more("role", N_("Role"), "角色"),
        more("attended", N_("Attended"), "是否到场", Kind.BOOL),
        more("placing", N_("Placing"), "名次"),
        more("score", N_("Score"), "成绩", Kind.DECIMAL),
        remark(),
    ),
    ("name",), owner="activity_id",
)

HONOUR = RecordType(
    "honour", N_("Honour"), N_("Honours"), "荣誉",
    (
        core("happened", N_("When"), "时间", Kind.WHEN, key=True, listed=True,
             synonyms=(*_WHEN, "表彰时间", "批准日期", "授予时间")),
        core("title", N_("Title"), "名称", required=True, key=True, listed=True,
             synonyms=("荣誉名称", "奖项名称", "奖励名称", "荣誉称号")),
        core("level", N_("Level"), "级别", Kind.CHOICE, codes="honour_level", listed=True,
             synonyms=("荣誉级别", "奖励级别")),
        core("grantor", N_("Granted by"), "授予单位", listed=True, synonyms=("表彰单位", "批准机关", "授奖单位")),
        core("recipient", N_("Recipient"), "获得者", key=True, listed=True,
             synonyms=("获奖者", "获奖人", "姓名", "获奖单位", "获得人")),
        core("recipient_kind", N_("For"), "对象", Kind.CHOICE, codes="award_target"),
        core("amount", N_("Number"), "数量", Kind.COUNT),
        core("doc_no", N_("Document number"), "文号", synonyms=("批准文件文号", "奖项文号", "表彰文号")),
        remark(contract=True),
        year(key=False),
        member(),
        unit(),
        more("post_then", N_("Post at the time"), "受奖时职务"),
        more("grantor_level", N_("Level of the grantor"), "批准机关层次"),
        more("revoked", N_("Revoked"), "撤销日期", Kind.DATE),
        more("revoke_reason", N_("Reason for revoking"), "撤销原因"),
    ),
    ("title", "recipient"), figures=True, initials_of="recipient", search=("title", "recipient", "grantor"),
    sheet_synonyms=("荣誉台账", "表彰", "获奖情况", "荣誉登记", "个人表彰", "集体表彰"),
)

PROBLEM = RecordType(
    "problem", N_("Problem"), N_("Problems"), "问题",
    (
        core("position", N_("No."), "序号", Kind.INTEGER, listed=True),
        core("content", N_("Content"), "内容", Kind.LONG, required=True, key=True, listed=True,
             synonyms=("问题", "存在问题", "存在的问题")),
        core("area", N_("Area"), "领域", Kind.CHOICE, codes="area", listed=True),
        year(), remark(),
    ),
    ("content",), figures=True, search=("content",), sheet_synonyms=("存在问题", "不足"),
)

PLAN = RecordType(
    "plan", N_("Plan"), N_("Plans"), "计划",
    (
        core("position", N_("No."), "序号", Kind.INTEGER, listed=True),
        core("content", N_("Content"), "内容", Kind.LONG, required=True, key=True, listed=True,
             synonyms=("计划", "工作计划", "下一步打算", "工作内容", "计划内容", "工作任务", "主要工作")),
        core("area", N_("Area"), "领域", Kind.CHOICE, codes="area", listed=True),
        year(), remark(),
    ),
    ("content",), figures=True, search=("content",), sheet_synonyms=("工作计划", "下年计划", "下一步计划"),
)

AGREEMENT = RecordType(
    "agreement", N_("Agreement"), N_("Agreements"), "集体合同",
    (
        more("happened", N_("Signed"), "签订时间", Kind.WHEN, key=True, listed=True, synonyms=("时间",)),
        more("kind", N_("Kind"), "合同类型", Kind.CHOICE, codes="agreement_kind", key=True, listed=True),
        more("title", N_("Title"), "合同名称", required=True, key=True, listed=True),
        unit(key=True, listed=True),
        more("employers", N_("Employers covered"), "覆盖企业数", Kind.COUNT, listed=True),
        more("persons", N_("Workers covered"), "覆盖职工数", Kind.COUNT, listed=True),
        more("valid_to", N_("Valid to"), "有效期至", Kind.DATE, listed=True),
        year(key=False), remark(),
    ),
    ("title",), figures=True, search=("title",),
)

PROPOSAL = RecordType(
    "proposal", N_("Proposal"), N_("Proposals"), "提案建议",
    (
        more("happened", N_("When"), "时间", Kind.WHEN, key=True, listed=True),
        more("kind", N_("Kind"), "类型", Kind.CHOICE, codes="proposal_kind", key=True, listed=True),
        more("title", N_("Title"), "标题", required=True, key=True, listed=True),
        more("proposer", N_("Proposed by"), "提出人", key=True, listed=True),
        member(), unit(),
        more("content", N_("Content"), "内容", Kind.LONG),
        more("answer", N_("Answer"), "办理结果", Kind.LONG, listed=True),
        more("adopted", N_("Adopted"), "是否采纳", Kind.BOOL, listed=True),
        more("benefit", N_("Benefit"), "创效金额", Kind.MONEY),
        year(key=False), remark(),
    ),
    ("title",), figures=True, search=("title", "proposer"),
)

FUND = RecordType(
    "fund", N_("Money in or out"), N_("Funds"), "经费收支",
    (
        more("happened", N_("When"), "时间", Kind.WHEN, key=True, listed=True),
        more("direction", N_("In or out"), "收支", Kind.CHOICE, codes="fund_direction", key=True, listed=True),
        more("title", N_("Item"), "摘要", required=True, key=True, listed=True),
        more("account", N_("Account"), "科目", listed=True),
        more("amount", N_("Amount"), "金额", Kind.MONEY, key=True, listed=True),
        more("partner", N_("Other party"), "对方单位"),
        more("voucher_no", N_("Voucher"), "凭证号"),
        unit(),
        year(key=False), remark(),
    ),
    ("title",), figures=True, search=("title", "partner"), split_by="direction",
)

STANDARD = RecordType(
    "standard", N_("Standard"), N_("Standards"), "慰问标准",
    (
        more("kind", N_("Kind"), "类别", Kind.CHOICE, codes="aid_kind", required=True, key=True, listed=True),
        more("basis", N_("Counted by"), "限额方式", Kind.CHOICE, codes="limit_basis", key=True, listed=True),
        more("limit_amount", N_("Limit"), "上限", Kind.MONEY, listed=True, adds=False),
        more("ratio", N_("Ratio"), "比例", Kind.DECIMAL),
        more("paper", N_("Paper"), "依据文号", key=True, listed=True),
        more("clause", N_("Clause"), "条款"),
        more("valid_from", N_("In force from"), "生效日期", Kind.DATE, key=True, listed=True),
        more("valid_to", N_("In force to"), "失效日期", Kind.DATE, listed=True),
        more("province", N_("Province"), "省份"),
        more("verified", N_("Checked against the paper"), "已核对原文", Kind.BOOL),
        remark(),
    ),
    ("kind", "paper"), search=("kind", "paper"),
)

ALL = (ENTRY, LINE, HARDSHIP, ACTIVITY, PARTICIPANT, HONOUR, PROBLEM, PLAN, AGREEMENT, PROPOSAL, FUND, STANDARD)
