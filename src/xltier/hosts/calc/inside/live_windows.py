"""Windows of a macro in LibreOffice: a question with drop-downs and two buttons, a message whose text can be copied."""

from __future__ import annotations

from typing import Any, Final

from xltier.app.live.form import Form

_WIDTH, _EDGE, _GAP = 300, 8, 4  # in the units of dialogs, about a quarter of a letter's width
_LINE, _FIELD, _BUTTON = 9, 13, 16
_MOST_LINES: Final = 22
_LABEL: Final = 90
_OK: Final = 1  # com.sun.star.awt.PushButtonType
_CANCEL: Final = 2
_MODEL: Final = "com.sun.star.awt.UnoControl{}Model"


class Window:
    """A dialog while it is put together."""

    def __init__(self, context: Any, title: str) -> None:  # noqa: ANN401  a UNO object
        self._context = context
        self._manager = context.getServiceManager()
        self._model = self._create(_MODEL.format("Dialog"))
        self._model.Title = title
        self._model.Width = _WIDTH
        self._depth = _EDGE

    def text(self, lines: str, *, is_long: bool = False) -> None:
        """Add text that can be selected and copied."""
        rows = min(max(sum(1 + len(line) // 70 for line in lines.split("\n")), 1), _MOST_LINES)
        rows = _MOST_LINES if is_long else rows
        model = self._add("Edit", f"text{self._depth}", _EDGE, _WIDTH - 2 * _EDGE, rows * _LINE + _GAP)
        model.Text, model.MultiLine, model.ReadOnly, model.VScroll, model.Border = lines, True, True, True, 0
        self._depth += rows * _LINE + 2 * _GAP

    def field(self, name: str, label: str, choices: tuple[str, ...], suggested: int) -> None:
        """Add a drop-down with its label."""
        said = self._add("FixedText", f"label-{name}", _EDGE, _LABEL, _FIELD)
        said.Label, said.MultiLine = label, True
        model = self._add("ListBox", name, _EDGE + _LABEL + _GAP, _WIDTH - 2 * _EDGE - _LABEL - _GAP, _FIELD)
        model.Dropdown, model.StringItemList, model.SelectedItems = True, choices, (suggested,)
        model.LineCount = min(len(choices), 15)
        self._depth += _FIELD + _GAP

    def buttons(self, yes: str, no: str = "") -> None:
        """Add the button that goes on, and the one that gives up."""
        self._depth += _GAP
        wide = 60
        for at, (label, kind) in enumerate(((no, _CANCEL), (yes, _OK))):
            if label:
                model = self._add("Button", f"button{at}", _WIDTH - _EDGE - (2 - at) * (wide + _GAP), wide, _BUTTON)
                model.Label, model.PushButtonType, model.DefaultButton = label, kind, kind == _OK
        self._model.Height = self._depth + _BUTTON + _EDGE

    def shown(self) -> Any:  # noqa: ANN401  a UNO object
        """Return the dialog, ready to be executed."""
        dialog = self._create("com.sun.star.awt.UnoControlDialog")
        dialog.setModel(self._model)
        dialog.createPeer(self._create("com.sun.star.awt.Toolkit"), None)
        return dialog

    def _add(self, kind: str, name: str, left: int, width: int, height: int) -> Any:  # noqa: ANN401  a UNO object
        model = self._model.createInstance(_MODEL.format(kind))
        model.PositionX, model.PositionY, model.Width, model.Height = left, self._depth, width, height
        self._model.insertByName(name, model)
        return model

    def _create(self, service: str) -> Any:  # noqa: ANN401  a UNO object
        return self._manager.createInstanceWithContext(service, self._context)


def question(context: Any, form: Form) -> Any:  # noqa: ANN401  UNO objects
    """Return the dialog of a form."""
    window = Window(context, form.title)
    window.text("\n".join(form.lines))
    for at, field in enumerate(form.fields):
        window.field(f"field{at}", field.label, field.choices, field.suggested)
    window.buttons(form.yes, form.no)
    return window.shown()


def answered(dialog: Any, form: Form) -> tuple[int, ...] | None:  # noqa: ANN401  a UNO object
    """Show the dialog of a form until it is closed; return the places that were chosen, None where given up."""
    try:
        if not dialog.execute():
            return None
        return tuple(dialog.getControl(f"field{at}").SelectedItemPos for at in range(len(form.fields)))
    finally:
        dialog.dispose()


def message(context: Any, title: str, text: str, close: str) -> None:  # noqa: ANN401  a UNO object
    """Show a message until it is closed."""
    window = Window(context, title)
    window.text(text, is_long=text.count("\n") > _MOST_LINES // 2)
    window.buttons(close)
    dialog = window.shown()
    try:
        dialog.execute()
    finally:
        dialog.dispose()
