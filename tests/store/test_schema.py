"""The declared record types and the hand-written schema must say the same."""

from pathlib import Path

import pytest

from app.domain.fields import Kind
from app.domain.records import ALL, BY_TABLE, CONTRACT_SHEETS, children_of
from app.store import datafile


@pytest.fixture
def db(tmp_path: Path):
    db = datafile.create(tmp_path / "a.union")
    yield db
    db.close()


@pytest.mark.parametrize("record", ALL, ids=lambda record: record.table)
def test_columns_of_declaration_are_columns_of_schema(db, record):
    found = [(row["name"], row["type"]) for row in db.conn.execute(f"PRAGMA table_info({record.table})")]
    assert found == [("id", "INTEGER"), *record.columns]


@pytest.mark.parametrize("record", ALL, ids=lambda record: record.table)
def test_every_reference_of_declaration_is_a_foreign_key(db, record):
    found = {(row["from"], row["table"]) for row in db.conn.execute(f"PRAGMA foreign_key_list({record.table})")}
    assert found == {(field.name, field.ref) for field in record.fields if field.ref}


def test_every_table_is_strict(db):
    loose = [row["name"] for row in db.conn.execute("PRAGMA table_list") if not row["strict"]]
    assert set(loose) <= {"sqlite_schema", "sqlite_temp_schema", "sqlite_sequence"}


def test_nothing_but_a_name_is_required():
    for record in ALL:
        required = [field for field in record.fields if field.required]
        own = [field for field in required if not field.ref]
        assert len(own) <= 4, record.table
        assert all(field.kind not in (Kind.COUNT, Kind.MONEY, Kind.WHEN) for field in required)


def test_headers_of_a_sheet_are_unambiguous():
    for record in ALL:
        headers = [field.header for field in record.fields if field.header]
        assert len(headers) == len(set(headers)), record.table


def test_contract_sheets_have_exactly_the_headers_of_the_contract():
    contract = {
        "概况": "项目 内容",
        "组织": "名称 类型 上级 成立日期 负责人 职工数 会员数 女会员数 届满日期 备注",
        "会员": "姓名 性别 身份证号 出生日期 民族 政治面貌 学历 手机 所属组织 工会职务 用工形式 是否农民工 "
        "参加工作日期 入会日期 会籍状态 困难类别 银行卡号 备注",
        "慰问帮扶": "时间 类别 事由 对象 对象类型 单位数 户数 人数 人次 慰问金(元) 物品 物品折价(元) 标准(元/人) "
        "经费来源 经费科目 经办人 备注",
        "活动": "时间 领域 类别 名称 地点 主办 协办 人数 人次 内容 结果 经费(元) 备注",
        "荣誉": "时间 名称 级别 授予单位 获得者 对象 数量 文号 备注",
        "问题": "序号 内容 领域",
        "计划": "序号 内容 领域",
        "评选": "年度 奖项 对象 名额 条件 推荐方式 评定方式 推荐截止 评定时间 审定 备注",
    }
    assert tuple(contract) == CONTRACT_SHEETS
    by_sheet = {record.sheet: record for record in ALL}
    for sheet, headers in contract.items():
        assert [f.header for f in by_sheet[sheet].fields if f.contract] == headers.split(), sheet


def test_parts_name_their_whole():
    for record in ALL:
        if record.owner:
            assert record in children_of(record.field(record.owner).ref)
        assert all(name in {field.name for field in record.fields} for name in (*record.title, *record.search))
    assert BY_TABLE["member"].initials_of == "name"
