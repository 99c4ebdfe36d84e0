"""``xltier.toml`` in a folder, and of a user: which scheme rates where a workbook chooses none."""

from __future__ import annotations

from pathlib import Path

import pytest

from xltier.errors import SchemeError
from xltier.files import user_settings
from xltier.files.user_settings import settled_scheme, user_folder
from xltier.schemes.library import load_scheme, shipped_text


@pytest.fixture
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the user's folder, which is an empty one of this test."""
    folder = tmp_path / "user"
    folder.mkdir()
    monkeypatch.setattr(user_settings, "user_folder", lambda: folder)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "books"
    made.mkdir()
    return made


def test_nobody_has_settled_on_a_scheme(user: Path, folder: Path) -> None:
    (folder / "xltier.toml").write_text("# nothing yet\n", encoding="utf-8")

    assert settled_scheme(folder) is None
    assert settled_scheme(None) is None
    assert list(user.iterdir()) == []


def test_the_folder_goes_before_the_user(user: Path, folder: Path) -> None:
    (user / "xltier.toml").write_text('scheme = "rfm-8"\n', encoding="utf-8")
    of_user = settled_scheme(folder)
    (folder / "xltier.toml").write_text('scheme = "b2b-abcd@2026.1"\n', encoding="utf-8-sig")

    assert (of_user, settled_scheme(folder)) == (load_scheme("rfm-8"), load_scheme("b2b-abcd"))


def test_a_scheme_file_beside_the_settings_is_read(user: Path, folder: Path) -> None:
    own = shipped_text("standard").replace('id = "standard"', 'id = "our-own"')
    (folder / "own.toml").write_text(own, encoding="utf-8")
    (folder / "xltier.toml").write_text('scheme = "own.toml"\n', encoding="utf-8")

    found = settled_scheme(folder)

    assert found is not None
    assert found.id == "our-own"
    assert list(user.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("scheme = ", "settings-unreadable"),
        ('scheme = "nobody-knows"', "scheme-unknown"),
        ('scheme = "absent.toml"', "settings-unreadable"),
        ('scheme = "xltier.toml"', "field-missing"),
    ],
)
def test_settings_that_cannot_be_used_are_named(user: Path, folder: Path, text: str, reference: str) -> None:
    (folder / "xltier.toml").write_text(text, encoding="utf-8")

    with pytest.raises(SchemeError) as refused:
        settled_scheme(folder)

    assert refused.value.problems[0].reference == reference
    assert list(user.iterdir()) == []


@pytest.mark.parametrize(
    ("platform", "variable", "tail"),
    [
        ("linux", "XDG_CONFIG_HOME", "xltier"),
        ("win32", "APPDATA", "xltier"),
    ],
)
def test_the_users_folder_is_where_the_system_keeps_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, variable: str, tail: str
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setenv(variable, str(tmp_path))

    assert user_folder() == tmp_path / tail
