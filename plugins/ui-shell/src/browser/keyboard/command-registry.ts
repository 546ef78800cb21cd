import type { Shortcuts, UiCommand } from '@kora/plugin-sdk/ui';

/** Where chosen keys are kept. */
export interface ShortcutMemory {
  load(): { readonly keys: Readonly<Record<string, string>>; readonly shortcuts: boolean };
  save(change: { readonly keys?: Readonly<Record<string, string>>; readonly shortcuts?: boolean }): void;
}

/** The commands of all panels, and the keys that people chose for them. */
export class CommandRegistry implements Shortcuts {
  readonly #commands = new Map<string, UiCommand>();
  readonly #memory: ShortcutMemory;

  constructor(memory: ShortcutMemory) {
    this.#memory = memory;
  }

  add(command: UiCommand): () => void {
    this.#commands.set(command.id, command);
    return () => {
      if (this.#commands.get(command.id) === command) this.#commands.delete(command.id);
    };
  }

  get list(): readonly UiCommand[] {
    return [...this.#commands.values()].sort((a, b) => (a.title < b.title ? -1 : 1));
  }

  get enabled(): boolean {
    return this.#memory.load().shortcuts;
  }

  enable(shortcuts: boolean): void {
    this.#memory.save({ shortcuts });
  }

  keysOf(command: UiCommand): string {
    return this.#memory.load().keys[command.id] ?? command.keys;
  }

  change(id: string, keys: string | null): void {
    const { [id]: _, ...others } = this.#memory.load().keys;
    this.#memory.save({ keys: keys === null ? others : { ...others, [id]: keys } });
  }

  run(id: string): boolean {
    const command = this.#commands.get(id);
    return command !== undefined && command.run() !== false;
  }

  /** Runs what a key means. Escape always works, because it is how people leave things. @returns whether anything had it to do. */
  press(name: string): boolean {
    if (!this.enabled && name !== 'Escape') return false;
    return this.list.some((command) => this.keysOf(command) === name && command.run() !== false);
  }
}
