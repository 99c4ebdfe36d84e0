"""A sheet of complaints, one a row, to the complaints that it lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from xltier.app.customer_columns import CODE, NAME
from xltier.app.service.complaints import Channel, Complaint, State, state_of
from xltier.core.words import folded
from xltier.errors import DataError, Location, Problem, Severity
from xltier.tables.match import Wanted, match
from xltier.tables.reading import Reading, Value

NUMBER: Final = Wanted("number", "投诉编号", "complaint no", ("投诉单号", "工单号", "ticket", "ticket no"))
REGISTERED: Final = Wanted("registered", "登记日期", "registered", ("投诉日期", "登记时间", "受理日期", "date"))
TIER: Final = Wanted("tier", "客户等级", "tier", ("等级", "grade"))
STATE: Final = Wanted("state", "处理状态", "state", ("状态", "进度", "status"))
ANSWERED: Final = Wanted("answered", "反馈日期", "answered", ("完成日期", "办结日期", "closed", "resolved"))
VALID: Final = Wanted("valid", "是否有效", "valid", ("有效投诉", "是否成立", "justified"))
TEXT: Final = Wanted("text", "投诉内容", "complaint", ("内容", "描述", "description"))
DIVISION: Final = Wanted("division", "事业部", "division", ("事业部名称", "所属事业部", "business unit", "bu"))
LINE: Final = Wanted("line", "线别", "line", ("渠道线别", "渠道线", "产品线", "channel line"))
CHANNEL: Final = Wanted("channel", "反馈渠道", "channel", ("渠道", "来源", "source"))
_ALL: Final = (CODE, NAME, NUMBER, REGISTERED, TIER, STATE, ANSWERED, VALID, TEXT, CHANNEL, DIVISION, LINE)
_YES: Final = frozenset({"是", "有效", "成立", "yes", "true", "1", "y"})
_NO: Final = frozenset({"否", "无效", "不成立", "no", "false", "0", "n"})


def complaint_log(
    reading: Reading, chosen: Mapping[str, str], *, until: dt.date | None = None
) -> tuple[tuple[Complaint, ...], tuple[Problem, ...]]:
    """Return the complaints of a sheet, and a Problem for each row that cannot be followed or contradicts itself.

    A day without a time counts from its midnight, and as an answer is never too early. A number that occurs again for
    the same customer is a later entry of the same complaint: the last one counts, once.

    Args:
        reading: The sheet.
        chosen: Header or letter by ``code``, ``registered``, ``tier``, ``state`` and the like.
        until: The day of the list; what is registered later is said, and not yet followed.

    Raises:
        DataError: The sheet has no customers or no days.
    """
    columns = match(reading.columns, _ALL, chosen).columns
    who = columns.get(CODE.key) if columns.get(CODE.key) is not None else columns.get(NAME.key)
    place = Location(file=reading.file, sheet=reading.sheet)
    if who is None or columns.get(REGISTERED.key) is None:
        found = tuple(column.name for column in reading.columns)
        raise DataError(Problem("complaints-columns", place, values={"found": found}))
    complaints: dict[tuple[str, str], Complaint] = {}
    problems = [_incomplete(reading, gone.row, [who]) for gone in reading.rejected if gone.reason == "missing_key"]
    for index, row in enumerate(reading.rows):
        at = Location(file=reading.file, sheet=reading.sheet, cell=f"{row}:{row}")
        cells = {wanted.key: _cell(reading, columns, wanted, index) for wanted in _ALL}
        one = _complaint(cells, reading.values[who][index], row)
        if one is None:
            problems.append(_unfollowed(cells, reading, columns, who, index))
            continue
        key = (one.number, one.customer)
        problems += _contradictions(one, complaints.get(key), until, at)
        if until is None or one.registered.date() <= until:
            complaints[key] = one
    return tuple(complaints.values()), tuple(problems)


def _complaint(cells: Mapping[str, Value], customer: Value, row: int) -> Complaint | None:
    """Return the complaint of a row, or None where customer, day or state is missing."""
    day, state, done = cells[REGISTERED.key], _state(cells), cells[ANSWERED.key]
    if customer is None or not isinstance(day, dt.date) or state is None:
        return None
    return Complaint(
        str(cells[NUMBER.key] or row),
        str(customer),
        None if cells[TIER.key] is None else str(cells[TIER.key]),
        _moment(day),
        state,
        _moment(done) if isinstance(done, dt.date) else None,
        _is_valid(cells[VALID.key]),
        str(cells[TEXT.key] or ""),
        _channel(cells[CHANNEL.key]),
        str(cells[DIVISION.key] or ""),
        str(cells[LINE.key] or ""),
    )


def _contradictions(one: Complaint, before: Complaint | None, until: dt.date | None, at: Location) -> Iterator[Problem]:
    """Yield what cannot be as the row says it."""
    values = {"number": one.number, "state": one.state.value}
    if until is not None and one.registered.date() > until:
        yield _doubt("complaint-later", at, number=one.number, registered=one.registered.date(), until=until)
    if one.answered is not None and _is_before(one.answered, one.registered):
        days = {"registered": one.registered.date(), "answered": one.answered.date()}
        yield _doubt("complaint-answered-early", at, number=one.number, **days)
    if one.answered is not None and one.state is not State.FED_BACK:
        yield _doubt("complaint-answered-open", at, answered=one.answered.date(), **values)
    if one.answered is None and one.state is State.FED_BACK:
        yield _doubt("complaint-answer-missing", at, number=one.number)
    order = list(State)
    if before is not None and order.index(one.state) < order.index(before.state):
        yield _doubt("complaint-state-back", at, before=before.state.value, **values)


def _is_before(answered: dt.datetime, registered: dt.datetime) -> bool:
    """Return whether an answer is earlier than its complaint; one without a time may be as late as its day allows."""
    if answered.time() == dt.time():
        return answered.date() < registered.date()
    return answered < registered


def _unfollowed(
    cells: Mapping[str, Value], reading: Reading, columns: Mapping[str, int | None], who: int, index: int
) -> Problem:
    """Return why a row is no complaint that can be followed: it lacks a customer or a day, or its state is none."""
    row, day = reading.rows[index], columns[REGISTERED.key]
    lacking = [who] if reading.values[who][index] is None else []
    if day is not None and not isinstance(cells[REGISTERED.key], dt.date):
        lacking.append(day)
    if lacking:
        return _incomplete(reading, row, lacking)
    at = Location(file=reading.file, sheet=reading.sheet, cell=f"{row}:{row}")
    return Problem("complaint-row", at, values={"state": cells[STATE.key]})


def _incomplete(reading: Reading, row: int, lacking: Sequence[int]) -> Problem:
    at = Location(file=reading.file, sheet=reading.sheet, cell=f"{row}:{row}")
    missing = tuple(reading.columns[one].name for one in lacking)
    return Problem("complaint-incomplete", at, values={"row": row, "missing": missing})


def _doubt(reference: str, at: Location, **values: object) -> Problem:
    return Problem(reference, at, Severity.WARNING, values)


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
