"""Standard output and error as every command has them: Chinese gets through, and a reader may leave early."""

import codecs
import errno
import os
import sys
from contextlib import suppress

from experiments.doors.failures import DONE, FAILED, aside
from experiments.words import choose_language
from experiments.words import messages as say

_ESCAPED = "whistle"
_ASKED = "哨"  # an encoding that has it is one for Chinese; all others give way to UTF-8


def _escape(error: UnicodeError) -> tuple[str | bytes, int]:
    """Write a sign the encoding lacks as JSON writes it, so that who reads `--json` gets the same text."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    if all("\udc80" <= sign <= "\udcff" for sign in text):  # bytes of an argument the system could not read
        return bytes(ord(sign) - 0xDC00 for sign in text), error.end
    lost = text.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{lost[at] << 8 | lost[at + 1]:04x}" for at in range(0, len(lost), 2)), error.end


codecs.register_error(_ESCAPED, _escape)


def open_output() -> None:
    """Let every sign be written: in the encoding of the terminal where it has Chinese, else in UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=None if _has_chinese(stream.encoding) else "utf-8", errors=_ESCAPED)


def _has_chinese(encoding: str) -> bool:
    try:
        _ASKED.encode(encoding)
    except (LookupError, UnicodeEncodeError):
        return False
    return True


def close_output(code: int) -> int:
    """Write what is still to be written; return the exit code, which a reader that has gone does not change."""
    try:
        sys.stdout.flush()
    except OSError as error:
        if not _reader_gone(error):
            aside(say.DISK_FULL(choose_language(), reason=error.strerror or error))
            code = FAILED
        _silence()
    except ValueError:  # closed already
        pass
    return code


def code_of(ended: SystemExit) -> int:
    """Return the exit code a library asked for; where it left because the reader of the help had gone all is well."""
    cause = ended.__context__
    if ended.code is None or (isinstance(cause, OSError) and _reader_gone(cause)):
        return DONE
    return ended.code if isinstance(ended.code, int) else FAILED


def _reader_gone(error: OSError) -> bool:
    return error.errno in (errno.EPIPE, errno.EINVAL)


def _silence() -> None:
    """Send the rest nowhere: what is left in the buffer would be complained about at the very end."""
    with suppress(OSError, ValueError):
        own = sys.stdout.fileno()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, own)
        os.close(nowhere)
