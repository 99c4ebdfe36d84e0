"""The one window of the macros: lines of text, drop-downs, two buttons; on top of Excel, until it is answered."""

from __future__ import annotations

from typing import Final

from xltier.app.live.form import Form

_WIDEST: Final = 48
_WRAP_PIXELS: Final = 520
_GAP: Final = 12


def asked(form: Form) -> tuple[int, ...] | None:
    """Show a form and return the places of the choices, or None when the user gave up."""
    import tkinter as tk  # here: not every Python has it
    from tkinter import ttk

    window = tk.Tk()
    window.title(form.title)
    window.attributes("-topmost", True)  # noqa: FBT003 - tkinter takes it by position
    frame = ttk.Frame(window, padding=_GAP)
    frame.grid()
    text = ttk.Label(frame, text="\n".join(form.lines), wraplength=_WRAP_PIXELS, justify="left")
    text.grid(columnspan=2, sticky="w")
    boxes = []
    for row, field in enumerate(form.fields, start=1):
        ttk.Label(frame, text=field.label).grid(row=row, column=0, sticky="w", padx=(0, _GAP), pady=2)
        width = min(_WIDEST, max(len(choice) for choice in field.choices) * 2)
        box = ttk.Combobox(frame, values=field.choices, state="readonly", width=width)
        box.current(field.suggested)
        box.grid(row=row, column=1, sticky="we", pady=2)
        boxes.append(box)
    answers: list[tuple[int, ...]] = []

    def agree(_: object = None) -> None:
        answers.append(tuple(box.current() for box in boxes))
        window.destroy()

    buttons = ttk.Frame(frame)
    buttons.grid(columnspan=2, sticky="e", pady=(_GAP, 0))
    ttk.Button(buttons, text=form.no, command=window.destroy).grid(row=0, column=0, padx=(0, 6))
    ttk.Button(buttons, text=form.yes, command=agree, default="active").grid(row=0, column=1)
    window.bind("<Return>", agree)
    window.bind("<Escape>", lambda _: window.destroy())
    window.focus_force()
    window.mainloop()
    return answers[0] if answers else None
