"""An invented round of awards with everything known, and the same with nothing, for the tests of the forms."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from PIL import Image

from app.domain.award_facts import (
    AwardFacts,
    Candidate,
    GroupFacts,
    PersonFacts,
    QuotaFacts,
    QuotaRow,
    RoundFacts,
    TallyFacts,
    TallyLine,
)  # fmt: skip

STORY = (
    "该同志在车间一线工作十二年，带出徒弟六名。\n"
    "她热心工会工作，牵头办起“工友书角”，每月组织一次读书活动，参加的工友从十几人增加到八十余人。"
)
ROUND = RoundFacts(
    7, "松河镇总工会2026年度评优", "松工发〔2026〕9号", "为表扬先进、推动工作，开展2026年度评优", "2026年12月7日",
    "2026年12月14日", "5", "", "镇总工会办公室", "0000-1234567", "松河镇中心路8号",
)  # fmt: skip


def photo(size: tuple[int, int] = (300, 420)) -> bytes:
    """A picture of one colour."""
    out = BytesIO()
    Image.new("RGB", size, (90, 120, 160)).save(out, "PNG")
    return out.getvalue()


PERSON = PersonFacts(
    name="李䶮", gender="女", born="1990年5月", ethnic="汉族", political="中共党员", education="大学本科",
    working_since="2013年8月", joined="2014年1月", unit="松河镇总工会 松河纺织厂工会 织布车间",
    place="松河纺织厂工会 织布车间", post="挡车工", union_post="工会小组长", union_years="4年", phone="19900000001",
    resume="2010.09—2013.06　松河职业学校学生\n2013.08至今　松河纺织厂挡车工",
    honours=("2024年3月 县总工会授予“三八标兵”", "2025年 厂先进生产者"), story=STORY, due="30", present="28",
    votes="27", opinion="小组会员一致同意推荐。", id_no="110101199005120022", skill="高级工", migrant="是",
    kind="产业工人",
    photo=photo(),
)  # fmt: skip
SECOND = replace(
    PERSON, name="王小川", gender="男", born="1985年11月", phone="19900000002", honours=(), place="松河中学工会",
    unit="松河镇总工会 松河中学工会", post="教师", migrant="否", photo=b"", chosen=False,
)  # fmt: skip
GROUP = GroupFacts(
    name="松河中学工会", kind="机关事业工会", head="王小川", phone="19900000003", founded="1999年9月", term_no="第六届",
    workers="90", members="86", women="50", joined_percent="95.6%", groups="6", cadres="5", own_score="96.5",
    honours=("2025年5月 县总工会授予“模范职工之家”",), story="该工会制度健全，每学期公开校务，教职工提案件件有答复。",
)  # fmt: skip
QUOTAS = QuotaFacts(
    (
        QuotaRow("松河纺织厂工会", "132", "4", "", "1.53", "0.53", "2", "", "2", "余数进一"),
        QuotaRow("松河中学工会", "86", "5", "", "1.00", "0.00", "1", "", "1"),
        QuotaRow("松河村工会", "41", "2", "", "0.47", "0.47", "0", "", "0"),
    ),
    "259", "11", "3", "", "3", "会员259人，评选3名，按会员人数用最大余额法计算。",
    "各单位实际名额合计3名，与评选名额一致。",
    computed=True,
)  # fmt: skip
TALLY = TallyFacts(
    "12月3日", {"due": 9, "present": 9, "issued": 9, "returned": 9, "valid": 8, "invalid": 1}, "赵一", "钱二、孙三",
    "周四、吴五", "郑六",
    (TallyLine("王小川", 2, 5, 1), TallyLine("李䶮", 5, 3, 0), TallyLine("冯八", 1, written_in=True)),
)  # fmt: skip
AWARD = AwardFacts(
    1, 2026, "优秀工会积极分子", True, "1", "积极参加工会活动的会员，工会干部不参评。", "分会推荐", "委员会票决",
    "11月25日", "12月3日", "镇总工会委员会", "", "松河镇总工会", "松河镇总工会委员会", "云岭县总工会", 1, ROUND, QUOTAS,
    people=(PERSON, SECOND), tallies=(TALLY,),
    candidates=(Candidate("王小川", "松河中学工会", "教师"), Candidate("李䶮", "松河纺织厂工会")),
)  # fmt: skip
GROUPS_AWARD = replace(
    AWARD, award_id=2, name="先进基层工会", individual=False, people=(), groups=(GROUP,), tallies=(),
    candidates=(Candidate(GROUP.name),), conditions="组织健全、活动经常。", recommend_by="11月20日",
)  # fmt: skip
FULL = (AWARD, GROUPS_AWARD)
BLANK = (
    AwardFacts(1, 2026, "优秀工会积极分子", True, union="松河镇总工会"),
    AwardFacts(2, 2026, "先进基层工会", False, union="松河镇总工会"),
)
