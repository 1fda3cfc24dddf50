"""The command line: the only place that prints, and the only one that turns errors into exit codes.

0 done · 1 nothing found · 2 bad input, one line says what · 130 stopped with Ctrl-C
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence

from kg.errors import KGError


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `kg` and leave the process with its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    given = [one for one in given if one != "--debug"]
    if debug:
        from kg.cli import out

        out.debug = True
    _say_warnings()
    code = _guarded(given, debug=debug)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _quiet()
    sys.exit(code)


def _guarded(arguments: list[str], *, debug: bool) -> int:
    try:
        return _run(arguments)
    except KGError as error:
        return _complain(str(error), error.exit_code)
    except KeyboardInterrupt:
        return _complain("stopped; every article that was written is whole, run it again to go on", 130)
    except BrokenPipeError:
        _quiet()
        return 0
    except Exception as error:
        if debug:
            return _trace(error)
        said = " ".join(str(error).split())[:200]
        return _complain(f"unexpected {type(error).__name__}: {said} (run it with --debug to see where)", 2)


def _run(arguments: list[str]) -> int:
    import typer
    from typer._click.exceptions import ClickException, NoArgsIsHelpError

    from kg.cli.commands import app

    try:
        code = typer.main.get_command(app).main(arguments, prog_name="kg", standalone_mode=False)
    except NoArgsIsHelpError as help_page:
        print(help_page.format_message())
        return 0
    except ClickException as error:
        context = getattr(error, "ctx", None)
        path = context.command_path if context else "kg"
        said = error.format_message().rstrip(".")
        return _complain(f"{said[:1].lower()}{said[1:]}; see {path} --help", 2)
    except typer.Exit as leave:
        return leave.exit_code
    except SystemExit:  # typer's way of saying that nobody reads on
        raise BrokenPipeError from None
    except typer.Abort:
        raise KeyboardInterrupt from None
    if code == 130:  # typer's way of saying Ctrl-C
        raise KeyboardInterrupt
    return code if isinstance(code, int) else 0


def _complain(line: str, code: int) -> int:
    from kg.shown import one_line

    print(f"kg: {one_line(line)}", file=sys.stderr)
    return code


def _trace(error: Exception) -> int:
    """Where it broke, for --debug, and no password of an address."""
    import traceback

    from kg.shown import without_password

    sys.stderr.write(without_password("".join(traceback.format_exception(error))).encode(errors="replace").decode())
    return 1


def _say_warnings() -> None:
    """What the parts below warn of (a server that is waited for) goes to standard error as our other lines do."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("kg: %(message)s"))
    logging.getLogger("kg").addHandler(handler)


def _quiet() -> None:
    """Nobody reads on: give the interpreter somewhere to flush to, or it complains when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
