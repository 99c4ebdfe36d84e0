"""Intake: from raw cells to a Reading with origins; every conversion and rejection is listed."""
