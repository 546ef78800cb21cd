import type { Page } from 'playwright-core';

/** Where the focus is after a press of Tab. */
export interface TabStop {
  /** What it is called, or its text; empty at the end of the page. */
  readonly name: string;
  /** Part of its box is in the window, and nothing lies over all of it (WCAG 2.2, 2.4.11). */
  readonly visible: boolean;
  /** Something shows that it has the focus. */
  readonly marked: boolean;
}

/** Looks through every shadow root, as nothing of the browser's own does. */
const LOOK = `(() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (at === null || at === document.body) return { name: '', visible: true, marked: true };
  const { left, top, right, bottom } = at.getBoundingClientRect();
  const box = { left: Math.max(left, 0), top: Math.max(top, 0), right: Math.min(right, innerWidth), bottom: Math.min(bottom, innerHeight) };
  const deepest = (x, y) => {
    let found = document.elementFromPoint(x, y);
    while (found?.shadowRoot?.elementFromPoint(x, y) && found.shadowRoot.elementFromPoint(x, y) !== found) found = found.shadowRoot.elementFromPoint(x, y);
    return found;
  };
  const holds = (outer, inner) => {
    for (let node = inner; node; node = node.assignedSlot ?? node.parentNode ?? node.host) if (node === outer) return true;
    return false;
  };
  const shows = (x, y) => { const found = deepest(x, y); return found !== null && (holds(at, found) || holds(found, at)); };
  const xs = [0.5, 0.1, 0.9], ys = [0.5, 0.15, 0.85];
  const seen = box.right > box.left && box.bottom > box.top &&
    xs.some((x) => ys.some((y) => shows(box.left + (box.right - box.left) * x, box.top + (box.bottom - box.top) * y)));
  const style = getComputedStyle(at);
  const form = at.closest('form');
  const marked = style.outlineStyle !== 'none' || (form !== null && getComputedStyle(form).boxShadow !== 'none');
  return { name: at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent.trim() ?? at.textContent.trim().slice(0, 60), visible: seen, marked };
})()`;

/** Presses Tab so many times, and says where that leads. */
export async function tabStops(page: Page, presses: number): Promise<readonly TabStop[]> {
  const stops: TabStop[] = [];
  for (let left = presses; left > 0; left--) {
    await page.keyboard.press('Tab');
    stops.push(await page.evaluate<TabStop>(LOOK));
  }
  return stops;
}

/** Stops that cannot be seen, or do not show that they have the focus. */
export const poorStops = (stops: readonly TabStop[]): readonly TabStop[] =>
  stops.filter(({ visible, marked }) => !visible || !marked);
