const GAP_PX = 8;

/** Puts an open menu above its button, and inside the window: it lies over everything else and knows no place of its own. */
export function placeAbove(menu: HTMLElement, button: Element, width: number): void {
  const { left, top } = button.getBoundingClientRect();
  const most = innerWidth - Math.min(width, innerWidth - 2 * GAP_PX) - GAP_PX;
  menu.style.left = `${Math.max(GAP_PX, Math.min(left, most))}px`;
  menu.style.bottom = `${innerHeight - top + GAP_PX}px`;
}
