"""The language of the office's windows."""

from __future__ import annotations

from typing import Any, Final

from com.sun.star.beans import NamedValue

_SETUP: Final = NamedValue("nodepath", "/org.openoffice.Setup/L10N")
_ACCESS: Final = "com.sun.star.configuration.ConfigurationAccess"


def office_language(context: Any) -> str:  # noqa: ANN401  a UNO object
    """Return the language of the office's windows: Chinese for any Chinese, else English."""
    manager = context.getServiceManager()
    provider = manager.createInstanceWithContext("com.sun.star.configuration.ConfigurationProvider", context)
    settings = provider.createInstanceWithArguments(_ACCESS, (_SETUP,))
    return "zh" if str(settings.getByName("ooLocale")).startswith("zh") else "en"
