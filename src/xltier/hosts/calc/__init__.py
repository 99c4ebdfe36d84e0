"""LibreOffice Calc: the add-in ``xltier.oxt``, made from the catalogue and run by the office's own Python."""
