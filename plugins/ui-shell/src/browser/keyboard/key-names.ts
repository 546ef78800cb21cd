/** What is needed of a keyboard event. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const MODIFIERS = new Set(['Control', 'Meta', 'Alt', 'Shift', 'AltGraph']);

/**
 * The name of a key press: modifiers in the order Mod, Alt, Shift, then the key. Mod is Cmd on a Mac and Ctrl elsewhere. Letters and
 * digits go by their place where Alt changes what they type. Null while only modifiers are down.
 */
export function keyName(press: KeyPress, mac: boolean): string | null {
  if (MODIFIERS.has(press.key)) return null;
  const placed = /^(?:Key|Digit)(.)$/.exec(press.code)?.[1];
  const key =
    press.altKey && placed !== undefined ? placed : press.key.length === 1 ? press.key.toUpperCase() : press.key;
  const mod = mac ? press.metaKey : press.ctrlKey;
  const parts = [
    mod ? 'Mod' : '',
    press.altKey ? 'Alt' : '',
    press.shiftKey ? 'Shift' : '',
    key === ' ' ? 'Space' : key,
  ];
  return parts.filter(Boolean).join('+');
}

const ARROWS = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→' };

/** How a key is shown: `Mod+Shift+O` as `Ctrl Shift O`, or with a Mac's own signs. */
export function keyLabels(name: string, mac: boolean): readonly string[] {
  const signs: Readonly<Record<string, string>> = mac
    ? { Mod: '⌘', Alt: '⌥', Shift: '⇧', Escape: 'esc', ...ARROWS }
    : { Mod: 'Ctrl', Escape: 'Esc', ...ARROWS };
  return name.split('+').map((part) => signs[part] ?? part);
}

/** A key that types something must not be a shortcut by itself (WCAG 2.2, success criterion 2.1.4). */
export function isAllowedShortcut(name: string): boolean {
  return name === 'Escape' || /^F\d/.test(name) || /^(?:Mod|Alt)\+/.test(name);
}

export function isMac(): boolean {
  return /mac|iphone|ipad/i.test(navigator.userAgent);
}
