"""`python -m tests.golden`: write the golden tables anew, to be looked at before a commit."""

from tests.golden import made, path, write

for table in made():
    write(table)
    print(f"{path(table)}: look at `git diff` before you commit it")
