"""No call that only some systems have without a fallback: every one is named here with where the fallback is."""

import ast
import re

from tests.conventions.sources import modules

# What exists on some systems only, or means something else on others.
ONLY_SOME = re.compile(
    r"^(fcntl|resource|pwd|grp|termios|tty|pty|msvcrt|winreg)\b"
    r"|^os\.(fork|forkpty|kill|killpg|setsid|getuid|geteuid|getgid|getpgid|getppid|nice|uname|mkfifo|chown|chroot|"
    r"sched_getaffinity|statvfs|pathconf|sync|fdatasync|O_DIRECTORY|WNOHANG|wait\w*|rename|link|symlink|getloadavg)$"
    r"|^os\.(fsync|dup2|_exit)$"
    r"|^signal\.(?!signal$|Signals$)\w+"
    r"|^time\.tzset$|^socket\.AF_UNIX$"
    r"|^multiprocessing\.(set_start_method|get_context)$"
)
METHODS = re.compile(r"\.(rename|symlink_to|hardlink_to|chmod|owner|group|lchmod)\(")
FALLBACKS = {
    ("experiments/run/pool.py", "os.sched_getaffinity"): "`hasattr` beside it; else the number of processors",
    ("experiments/doors/cli.py", "os._exit"): "there on every system; ends a command that has said all",
    ("experiments/run/pool.py", "os._exit"): "there on every system; ends a worker whose parent is gone",
    ("experiments/run/pool.py", "signal.SIGINT"): "one of the signals every system has",
    ("experiments/run/pool.py", "signal.SIG_IGN"): "there on every system",
    ("experiments/run/compile_here.py", "os._exit"): "there on every system; ends a process whose parent is gone",
    ("experiments/run/compile_here.py", "signal.SIGINT"): "one of the signals every system has",
    ("experiments/run/compile_here.py", "signal.SIG_IGN"): "there on every system",
    ("experiments/store/parts.py", "os.fsync"): "of a file opened for writing, as Windows wants it; never of a folder",
    ("experiments/store/manifest.py", "os.fsync"): "of a file opened for writing, as Windows wants it; never of a folder",
    ("experiments/doors/streams.py", "os.dup2"): "there on every system; a stream without a number is left alone",
}
# Renaming onto what exists is an error on Windows and a replacement elsewhere: each of these renames onto nothing.
RENAMES = {
    "experiments/store/publication.py": "onto a name that was just seen to be free, in the same folder",
}


def dotted(node: ast.AST) -> str:
    """Return `os.fsync` for the node of that expression, an empty text for others."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        inner = dotted(node.value)
        return f"{inner}.{node.attr}" if inner else ""
    return ""


def found() -> set[tuple[str, str]]:
    """Return (file, call) of everything only some systems have."""
    calls: set[tuple[str, str]] = set()
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and ONLY_SOME.match(dotted(node)):
                calls.add((path, dotted(node)))
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
                calls |= {(path, name) for name in names if ONLY_SOME.match(name)}
    return calls


def test_every_call_that_only_some_systems_have_has_a_fallback():
    assert found() == set(FALLBACKS), "name its fallback in FALLBACKS, or take what every system has"


def test_every_renaming_is_onto_nothing():
    calls = set()
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            # A table of pandas has a method of that name too, always with keywords.
            if METHODS.match(f".{node.func.attr}(") and not node.keywords:
                calls.add(path)
    assert {path for path in calls if not path.startswith("docs/")} == set(RENAMES)


def test_the_scan_finds_what_it_looks_for():
    tree = ast.parse("import fcntl\nimport os\nos.kill(1, 9)\nos.getuid()\nos.replace('a', 'b')\n")
    seen = {dotted(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert {name for name in seen if ONLY_SOME.match(name)} == {"os.kill", "os.getuid"}
    assert ONLY_SOME.match("fcntl") and not ONLY_SOME.match("os.path")


def test_every_file_is_read_and_written_in_a_named_encoding():
    """Text files depend on the system's encoding otherwise."""
    loose = set()
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            words = {keyword.arg for keyword in node.keywords}
            texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            opened = node.func.attr == "open" and texts[:1] and "b" not in texts[0]
            if (node.func.attr in ("read_text", "write_text") or opened) and "encoding" not in words:
                loose.add((path, node.lineno, node.func.attr))
    assert loose == set()
