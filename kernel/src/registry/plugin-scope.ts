import type { Scope } from '@kora/plugin-sdk';
import { withTimeLimit } from './with-time-limit.ts';

/** The kernel's end of a plugin's scope. */
export interface PluginScope extends Scope {
  /**
   * Aborts the signal and undoes everything, last first, each exactly once, even when another one throws or hangs.
   * Idempotent: every call gives the same promise. Never rejects.
   * @returns what went wrong on the way
   */
  close(): Promise<readonly unknown[]>;
}

/** @param undoLimitMs longest that one undo step is waited for, in ms, so that no plugin can hold up a shutdown */
export function createPluginScope(undoLimitMs: number): PluginScope {
  const controller = new AbortController();
  const undos: (() => void | Promise<void>)[] = [];
  const failures: unknown[] = [];
  let closing: Promise<readonly unknown[]> | null = null;

  async function run(undo: () => void | Promise<void>): Promise<void> {
    try {
      await withTimeLimit(
        async () => undo(),
        undoLimitMs,
        () => new Error(`an undo step took longer than ${undoLimitMs} ms`),
      );
    } catch (error) {
      failures.push(error);
    }
  }

  async function undoAll(): Promise<readonly unknown[]> {
    controller.abort();
    for (let undo = undos.pop(); undo !== undefined; undo = undos.pop()) await run(undo);
    return failures;
  }

  return {
    signal: controller.signal,
    defer(undo) {
      // An init that outlives its time limit still registers what it opened; nobody would undo it later.
      if (controller.signal.aborted) void run(undo);
      else undos.push(undo);
    },
    close() {
      closing ??= undoAll();
      return closing;
    },
  };
}
