"""Looks at a page as a person with a small screen, poor eyes or a screen reader would."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
_LOOK = (Path(__file__).parent / "look.js").read_text()
_LOOK = _LOOK[re.search(r"^\(byMouse\) => \{", _LOOK, re.MULTILINE).start() :]  # type: ignore[union-attr]
_AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"

_RUN_AXE = """async () => {
  const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
  return violations.map(({ id, impact, help, nodes }) => ({
    id, impact, help, where: nodes.slice(0, 3).map((node) => node.html.slice(0, 160)),
  }));
}"""

_END_MOTION = """async () => {
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const finite = (motion) => motion.effect.getComputedTiming().endTime !== Infinity;
  for (const motion of document.getAnimations().filter(finite)) motion.finish();
}"""


def let_motion_end(page: Page) -> None:
    """Ends what is moving or changing colour: half-way colours are nobody's."""
    page.evaluate(_END_MOTION)


def complaints_of(page: Page, by_mouse: bool = False) -> list[str]:
    """What sticks out of the screen, is cut off, or is too small for a thumb (or a mouse)."""
    found: list[str] = page.evaluate(_LOOK, by_mouse)
    return found


def barriers_of(page: Page) -> list[str]:
    """What axe-core calls serious or critical."""
    if not page.evaluate("() => 'axe' in globalThis"):
        # The page's CSP lets no script in; the debugger's own door stands beside it.
        session = page.context.new_cdp_session(page)
        session.send("Runtime.evaluate", {"expression": _AXE.read_text()})
        session.detach()
    violations: list[dict[str, Any]] = page.evaluate(_RUN_AXE)
    return [
        f"{found['impact']} {found['id']}: {found['help']} {found['where']}"
        for found in violations
        if found["impact"] in {"serious", "critical"}
    ]
