"""Excel on Windows and Mac: the add-in ``xltier.xlam``, made from the catalogue without Excel, and what answers it."""
