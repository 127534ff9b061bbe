"""Short constructors for the fields that every record type repeats."""

from __future__ import annotations

from typing import Any

from app.domain.fields import Field, Kind
from app.i18n import N_


def core(name: str, label: str, header: str, kind: Kind = Kind.TEXT, **more: Any) -> Field:
    """A field that stands in every workbook (exchange contract)."""
    return Field(name, label, header, kind, contract=True, **more)


def more(name: str, label: str, header: str, kind: Kind = Kind.TEXT, **rest: Any) -> Field:
    """A field that goes into a workbook only where some record fills it."""
    return Field(name, label, header, kind, **rest)


def year(*, key: bool = True) -> Field:
    """The reporting year a record belongs to."""
    return more("year", N_("Year"), "年度", Kind.YEAR, key=key, repeats=True)


def unit(header: str = "所属组织", **rest: Any) -> Field:
    """The unit a record belongs to."""
    return more("unit_id", N_("Unit"), header, Kind.REF, ref="unit", **rest)


def member(header: str = "会员", **rest: Any) -> Field:
    """The member a record is about; empty for somebody who is none."""
    return more("member_id", N_("Member"), header, Kind.REF, ref="member", **rest)


def remark(*, contract: bool = False) -> Field:
    """Free remarks, where unknown columns of a foreign sheet are kept too."""
    return Field("remark", N_("Remarks"), "备注", Kind.LONG, contract=contract, synonyms=("说明", "附注"))
