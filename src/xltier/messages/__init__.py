"""The words of every Problem and phrase, in English and Chinese."""

from xltier.messages.render import LANGUAGES, Message, phrase, render, window_text

__all__ = ["LANGUAGES", "Message", "phrase", "render", "window_text"]
