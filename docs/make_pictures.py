"""Take the README's pictures again: ``make pictures``.

Builds the sample world in a folder that is thrown away, serves it, and looks at it with the
Chromium of the machine.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
DESK, PHONE = {"width": 1280, "height": 1000}, {"width": 390, "height": 844}
BREACH = "contract=RK-2024-017&requirement=RK-2024-017/K1&period=2025-Q3"
# How long charts and grids may take to be drawn before a picture is taken.
SETTLED_MS = 6000
# Each picture: where it is taken, on which screen, in which theme.
PICTURES: dict[str, tuple[str, dict[str, int], str]] = {
    "start": ("", DESK, "light"),
    "compliance": (f"efterlevnad?{BREACH}", DESK, "light"),
    "contract": ("avtal?contract=RK-2024-017", DESK, "light"),
    "reports": ("rapporter", DESK, "light"),
    "goals": ("mal", DESK, "light"),
    "goals_phone": ("mal", PHONE, "dark"),
}


def serve(home: Path, port: int) -> subprocess.Popen[bytes]:
    """Build the sample world in ``home`` and serve it."""
    here = os.environ | {"FOLLOWUP_HOME": str(home), "FOLLOWUP_LANG": "sv"}
    subprocess.run([sys.executable, "-m", "followup", "sample"], env=here, cwd=ROOT, check=True)
    command = [sys.executable, "-m", "followup.ui.serve", "--server.port", str(port)]
    server = subprocess.Popen(command, env=here, cwd=ROOT)
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return server
        except OSError:
            time.sleep(0.3)


def main() -> None:
    """Write docs/pictures/*.png."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("Chromium is needed: sudo apt install chromium")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = ROOT / "docs" / "pictures"
    folder.mkdir(exist_ok=True)
    with TemporaryDirectory() as home, sync_playwright() as playwright:
        server = serve(Path(home) / "exempel", port)
        try:
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            for name, (address, size, theme) in PICTURES.items():
                page = browser.new_page(viewport=size, locale="sv-SE", color_scheme=theme)
                page.goto(f"http://127.0.0.1:{port}/{address}")
                page.get_by_role("heading").first.wait_for()
                page.wait_for_timeout(SETTLED_MS)
                page.screenshot(path=folder / f"{name}.png")
                page.close()
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
