"""单户档案: one dealer's line on one page, picked from a list."""

from xltier.report.month.views.card.page import write_card

__all__ = ["write_card"]
