"""From a request to a rated sheet: read, choose the scheme, rate; with its progress."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from xltier.cli.progress import progress
from xltier.cli.rules_file import book_scheme, is_book, own_scheme
from xltier.cli.session import Session
from xltier.cli.sheet_options import SheetRequest, today
from xltier.errors import BookError, Location, Problem

if TYPE_CHECKING:
    from xltier.app.sheet.tier_sheet import TieredSheet
    from xltier.core.scheme import Scheme


def rated(wanted: SheetRequest, session: Session) -> TieredSheet:
    """Return the customers of a file, rated.

    Raises:
        XltierError: The file, the scheme or the sheet does not allow it; every Problem is carried.
    """
    from xltier.app.orders.order_features import Basis
    from xltier.app.orders.order_list import customers_of, order_list, takes_orders
    from xltier.app.sheet.choose_scheme import choose_scheme
    from xltier.app.sheet.stored_cuts import read_cuts
    from xltier.app.sheet.tier_sheet import tier_sheet
    from xltier.core.ground import NO_CUTS
    from xltier.files.read import open_table
    from xltier.schemes.library import load_scheme, shipped

    scheme = None if wanted.scheme is None else named_scheme(wanted.scheme, wanted.settings)
    with progress(session) as steps:
        steps.stage("read")
        reading = open_table(wanted.file, wanted.choice, today=today())
        notes: tuple[Problem, ...] = ()
        password = wanted.choice.password
        own = own_scheme(wanted.file, wanted.settings, password=password) if scheme is None else None
        if own is not None:
            scheme, note = own
            notes = (note,)
        if scheme is None:
            candidates = [load_scheme(name) for name in shipped()]
            found, note = choose_scheme(reading, candidates, wanted.choice.map)
            scheme = named_scheme(found.id, wanted.settings) if wanted.settings else found
            notes = (note,)
        orders = order_list(reading, wanted.choice.map) if takes_orders(scheme) else None
        if orders is not None:
            basis = Basis(wanted.as_of, wanted.months or scheme.order_months or None, wanted.day_is_one)
            reading, about_orders = customers_of(orders, basis, session.language)
            notes = (*notes, *about_orders)
        steps.stage("rate")
        chosen = {} if orders else wanted.choice.map
        cuts = NO_CUTS if wanted.cuts is None else read_cuts(scheme_text(wanted.cuts), scheme)
        return tier_sheet(
            reading, scheme, as_of=wanted.as_of, chosen=chosen, notes=notes, progress=steps.done, cuts=cuts
        )


def named_scheme(name: str, settings: dict[str, str]) -> Scheme:
    """Return a shipped scheme by its name, the scheme of a TOML file, or of a workbook's rules sheet.

    Raises:
        SchemeError: There is no such scheme, or its document is wrong.
        BookError: The file cannot be read.
    """
    from xltier.schemes.library import load_scheme, read_toml

    if is_book(name):
        return book_scheme(Path(name), settings)
    if is_scheme_file(name):
        return read_toml(scheme_text(Path(name)), Path(name).name, settings=settings)
    return load_scheme(name, settings=settings)


def is_scheme_file(name: str) -> bool:
    """Return whether a name means a file: it ends like a TOML file or a workbook, or is a path."""
    return name.casefold().endswith(".toml") or is_book(name) or "/" in name or "\\" in name


def scheme_text(path: Path) -> str:
    """Return the text of a scheme file.

    Raises:
        BookError: It is not there, closed to us, or no UTF-8 text.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BookError(Problem("scheme-not-text", Location(file=str(path)))) from error
    except OSError as error:
        from xltier.files.refusals import unreadable

        raise unreadable(path, error) from error
