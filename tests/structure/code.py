"""The repository's own files, as the structure tests look at them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "followup"
PAGES = ROOT / "pages"


def modules(*folders: Path) -> list[Path]:
    """Python files below the folders (default: the package, the pages and app.py)."""
    chosen = folders or (PACKAGE, PAGES, ROOT)
    found: list[Path] = []
    for folder in chosen:
        found += folder.glob("*.py") if folder == ROOT else folder.rglob("*.py")
    return sorted(found)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Each call in a file with the last part of the called name."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr, node
            elif isinstance(node.func, ast.Name):
                yield node.func.id, node


def tracked() -> list[Path]:
    """Files that git knows; all files where the project is no repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    names = listed.stdout.split("\0") if listed.returncode == 0 else []
    paths = [ROOT / entry for entry in names if entry] or [*ROOT.glob("*"), *modules()]
    return [path for path in paths if path.is_file()]
