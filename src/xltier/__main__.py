"""`python -m xltier`: the command line, where the folder of its program is not on the PATH."""

from xltier.cli import main

main()
