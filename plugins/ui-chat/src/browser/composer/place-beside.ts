const GAP_PX = 8;
const MOST_PX = 480;

/**
 * Puts an open menu above its button, or below it where there is more room, and inside the window: it lies over everything else and
 * knows no place of its own. What does not fit scrolls.
 */
export function placeBeside(menu: HTMLElement, button: Element, width: number): void {
  const { left, top, bottom } = button.getBoundingClientRect();
  const most = innerWidth - Math.min(width, innerWidth - 2 * GAP_PX) - GAP_PX;
  const above = top >= innerHeight - bottom;
  menu.style.left = `${Math.max(GAP_PX, Math.min(left, most))}px`;
  menu.style.top = above ? 'auto' : `${bottom + GAP_PX}px`;
  menu.style.bottom = above ? `${innerHeight - top + GAP_PX}px` : 'auto';
  menu.style.maxHeight = `${Math.min(MOST_PX, (above ? top : innerHeight - bottom) - 2 * GAP_PX)}px`;
}
