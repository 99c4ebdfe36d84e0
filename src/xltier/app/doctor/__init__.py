"""Whether xltier can work here: each check is one finding, and none of them stops the others."""
