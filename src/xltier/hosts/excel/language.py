"""Which language the user of Excel reads: what was chosen on the ribbon, else that of Excel's windows."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Any, Final

_WINDOWS: Final = 2  # msoLanguageIDUI
_PRIMARY: Final = 0x3FF
_CHINESE: Final = 4
_KEY: Final = r"Software\VB and VBA Program Settings\xltier\ribbon"


def user_language(excel: Any = None) -> str:  # noqa: ANN401 - a COM object
    """Return ``"zh"`` or ``"en"``.

    Args:
        excel: The running program; None where there is none to ask.
    """
    chosen = chosen_language() or os.environ.get("XLTIER_LANG", "")
    if chosen:
        return "zh" if chosen.startswith("zh") else "en"
    return "en" if excel is None else _of_windows(excel)


def chosen_language() -> str:
    """Return what the ribbon's button has stored, where Visual Basic's SaveSetting puts it; empty for nothing."""
    if sys.platform == "win32":
        import winreg

        with suppress(FileNotFoundError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, _KEY) as key:
            return str(winreg.QueryValueEx(key, "language")[0])
    return ""


def _of_windows(excel: Any) -> str:  # noqa: ANN401 - a COM object
    """Return the language of Excel's windows."""
    return "zh" if int(excel.LanguageSettings.LanguageID(_WINDOWS)) & _PRIMARY == _CHINESE else "en"
