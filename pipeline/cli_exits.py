"""How a command ends: its exit code, and one line of JSON last on stdout."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click

OK, BUG, USAGE, QUARANTINED, REFUSED, NO_INPUT, IO_ERROR, LOCKED = 0, 1, 2, 3, 4, 65, 74, 75


def data_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        default="data",
        show_default=True,
        help="Folder that snapshots are published in.",
    )(command)


@contextmanager
def exit_codes() -> Iterator[None]:
    """Known ends as exit codes and one line on stderr; what is left is a bug, exit 1."""
    from pipeline.publish.lock import Locked
    from pipeline.publish.signals import Stopped, stoppable
    from pipeline.publish.snapshot import GateRefused
    from pipeline.run import NoUsableInput

    try:
        with stoppable():
            yield
    except Stopped as stopped:
        fail(int(str(stopped)), "told to stop; what is done is kept, run again to go on")
    except Locked as error:
        fail(LOCKED, f"{error}; try again when it is done")
    except GateRefused as error:
        fail(REFUSED, f"not published: {error}; the tables are kept in {error.path}")
    except NoUsableInput as error:
        fail(NO_INPUT, str(error))
    except OSError as error:
        fail(IO_ERROR, f"{error}; the last snapshot stays, run again when it is mended")


def fail(code: int, message: str) -> NoReturn:
    click.echo(f"pipeline: {message}", err=True)
    last_line(exit=code, reasons=[message])
    sys.exit(code)


def last_line(**fields: object) -> None:
    if sys.stdout is None:
        raise OSError("stdout is closed")
    click.echo(json.dumps(fields, ensure_ascii=True))
