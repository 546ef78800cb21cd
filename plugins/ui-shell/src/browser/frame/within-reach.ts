import type { DialogOpened } from '@kora/plugin-sdk/ui';

/**
 * Keeps an element where it can be seen, used and read out. A modal dialog lies above everything and makes all that is outside of it
 * inert, so the element goes into the newest dialog that is open, and back home when there is none.
 */
export class WithinReach {
  readonly #element: HTMLElement;
  readonly #home: () => Element | null;
  #dialogs: readonly HTMLElement[] = [];

  constructor(element: HTMLElement, home: () => Element | null) {
    this.#element = element;
    this.#home = home;
    element.slot = 'above';
  }

  /** Follows a dialog from its opening on. */
  follow({ dialog, closed }: DialogOpened): void {
    this.#dialogs = [...this.#dialogs, dialog];
    this.place();
    void closed.then(() => {
      this.#dialogs = this.#dialogs.filter((other) => other !== dialog);
      this.place();
    });
  }

  place(): void {
    const place = this.#dialogs.at(-1) ?? this.#home();
    if (place !== null && this.#element.parentNode !== place) place.append(this.#element);
  }
}
