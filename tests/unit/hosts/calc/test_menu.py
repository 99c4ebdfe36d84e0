"""Menu and toolbar of Calc: each entry runs a macro that there is, in both languages."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from xltier.app.live.macros import MACROS
from xltier.hosts.calc.menu import ENTRIES, TOOLBAR, menu, url

OOR = "{http://openoffice.org/2001/registry}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(scope="module")
def root() -> ET.Element:
    return ET.fromstring(menu())  # noqa: S314  our own text


def entries(root: ET.Element, place: str) -> list[tuple[str, dict[str, str]]]:
    """Return URL and title by language of each entry of the menu or the toolbar."""
    found = []
    for node in root.findall(f".//node[@{OOR}name='{place}']//node"):
        address = node.find(f"./prop[@{OOR}name='URL']/value")
        if address is not None:
            titles = {str(one.get(LANG)): str(one.text) for one in node.findall(f"./prop[@{OOR}name='Title']/value")}
            found.append((str(address.text), titles))
    return found


def test_the_menu_offers_every_macro_once_between_lines(root: ET.Element) -> None:
    found = [address for address, _ in entries(root, "OfficeMenuBar")]

    assert found == [url(macro) if macro else "private:separator" for macro in ENTRIES]
    assert sorted(macro for macro in ENTRIES if macro) == sorted(MACROS)


def test_the_toolbar_has_the_six_that_are_used_most(root: ET.Element) -> None:
    found = entries(root, "OfficeToolBar")

    assert [address for address, _ in found] == [url(macro) for macro in TOOLBAR]
    assert found[0] == ("service:org.xltier.calc.Job?refresh", {"en": "Refresh", "zh-CN": "刷新"})
    assert set(TOOLBAR) <= set(MACROS)


def test_every_entry_has_a_title_in_both_languages(root: ET.Element) -> None:
    titles = [found for address, found in entries(root, "OfficeMenuBar") if address.startswith("service:")]

    assert all(set(one) == {"en", "zh-CN"} and all(one.values()) for one in titles)
