"""A sheet of complaints, one a row, to the complaints that it lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from xltier.app.service.complaints import Channel, Complaint, State, state_of
from xltier.app.sheet.columns import CODE, NAME
from xltier.core.words import folded
from xltier.errors import DataError, Location, Problem
from xltier.tables.match import Wanted, match
from xltier.tables.reading import Reading, Value

NUMBER: Final = Wanted("number", "投诉编号", "complaint no", ("投诉单号", "工单号", "ticket", "ticket no"))
REGISTERED: Final = Wanted("registered", "登记日期", "registered", ("投诉日期", "登记时间", "受理日期", "date"))
TIER: Final = Wanted("tier", "客户等级", "tier", ("等级", "grade"))
STATE: Final = Wanted("state", "处理状态", "state", ("状态", "进度", "status"))
ANSWERED: Final = Wanted("answered", "反馈日期", "answered", ("完成日期", "办结日期", "closed", "resolved"))
VALID: Final = Wanted("valid", "是否有效", "valid", ("有效投诉", "是否成立", "justified"))
TEXT: Final = Wanted("text", "投诉内容", "complaint", ("内容", "描述", "description"))
CHANNEL: Final = Wanted("channel", "反馈渠道", "channel", ("渠道", "来源", "source"))
_ALL: Final = (CODE, NAME, NUMBER, REGISTERED, TIER, STATE, ANSWERED, VALID, TEXT, CHANNEL)
_YES: Final = frozenset({"是", "有效", "成立", "yes", "true", "1", "y"})
_NO: Final = frozenset({"否", "无效", "不成立", "no", "false", "0", "n"})


def complaint_log(reading: Reading, chosen: Mapping[str, str]) -> tuple[tuple[Complaint, ...], tuple[Problem, ...]]:
    """Return the complaints of a sheet, and a Problem for each row that cannot be followed.

    A day without a time counts from its midnight.

    Args:
        reading: The sheet.
        chosen: Header or letter by ``code``, ``registered``, ``tier``, ``state`` and the like.

    Raises:
        DataError: The sheet has no customers or no days.
    """
    columns = match(reading.columns, _ALL, chosen).columns
    who = columns.get(CODE.key) if columns.get(CODE.key) is not None else columns.get(NAME.key)
    place = Location(file=reading.file, sheet=reading.sheet)
    if who is None or columns.get(REGISTERED.key) is None:
        found = tuple(column.name for column in reading.columns)
        raise DataError(Problem("complaints-columns", place, values={"found": found}))
    complaints: list[Complaint] = []
    problems: list[Problem] = []
    for index, row in enumerate(reading.rows):
        cells = {wanted.key: _cell(reading, columns, wanted, index) for wanted in _ALL}
        customer, day = reading.values[who][index], cells[REGISTERED.key]
        state = _state(cells)
        if customer is None or not isinstance(day, dt.date) or state is None:
            at = Location(file=reading.file, sheet=reading.sheet, cell=f"{row}:{row}")
            problems.append(Problem("complaint-row", at, values={"state": cells[STATE.key]}))
            continue
        complaints.append(
            Complaint(
                str(cells[NUMBER.key] or row),
                str(customer),
                None if cells[TIER.key] is None else str(cells[TIER.key]),
                _moment(day),
                state,
                _moment(done) if isinstance(done := cells[ANSWERED.key], dt.date) else None,
                _is_valid(cells[VALID.key]),
                str(cells[TEXT.key] or ""),
                _channel(cells[CHANNEL.key]),
            )
        )
    return tuple(complaints), tuple(problems)


def _cell(reading: Reading, columns: Mapping[str, int | None], wanted: Wanted, index: int) -> Value:
    at = columns.get(wanted.key)
    return None if at is None else reading.values[at][index]


def _state(cells: Mapping[str, Value]) -> State | None:
    """Return the state: as it says, else fed back where there is an answer, else registered."""
    said = cells[STATE.key]
    if said is not None:
        return state_of(str(said))
    return State.REGISTERED if cells[ANSWERED.key] is None else State.FED_BACK


def _moment(day: dt.date) -> dt.datetime:
    return day if isinstance(day, dt.datetime) else dt.datetime(day.year, day.month, day.day)


def _is_valid(cell: Value) -> bool | None:
    if isinstance(cell, bool):
        return cell
    said = folded(str(cell or ""))
    return True if said in _YES else False if said in _NO else None


def _channel(cell: Value) -> Channel | None:
    said = folded(str(cell or ""))
    return next((one for one in Channel if said in {folded(one.value.zh), folded(one.value.en)}), None)


def counted(log: Sequence[Complaint], first: dt.date, last: dt.date) -> dict[str, int]:
    """Return the valid complaints of each customer in a period: what the penalty counts."""
    found: dict[str, int] = {}
    for one in log:
        if one.is_valid is True and first <= one.registered.date() <= last:
            found[one.customer] = found.get(one.customer, 0) + 1
    return found
