import type { BudgetAmount, BudgetState, RunEvent } from '@kora/contracts';

const FIELDS = ['tokens', 'time_ms', 'retries'] as const;

const differs = (a: BudgetAmount, b: BudgetAmount) =>
  a !== b && (a.tokens !== b.tokens || a.time_ms !== b.time_ms || a.retries !== b.retries);
const exceeds = (a: BudgetAmount, b: BudgetAmount) =>
  a.tokens > b.tokens || a.time_ms > b.time_ms || a.retries > b.retries
    ? FIELDS.find((field) => a[field] > b[field])
    : undefined;

/**
 * Watches the budget in every event of a run: what is declared stays, what remains never grows and never exceeds what is
 * declared. A backend that breaks this has its result refused.
 */
export class BudgetWatch {
  readonly #states = new Map<string, BudgetState>();
  #violation: string | null = null;

  /** The first violation seen, as a sentence. */
  get violation(): string | null {
    return this.#violation;
  }

  observe(event: RunEvent): void {
    const { task_id, payload } = event;
    if (task_id === undefined || !('budget' in payload) || !('declared' in payload.budget)) return;
    const state = payload.budget;
    const before = this.#states.get(task_id);
    this.#states.set(task_id, state);
    const over = exceeds(state.remaining, state.declared);
    if (over !== undefined) this.#report(task_id, `more ${over} remained than was declared`);
    if (before === undefined) return;
    if (differs(before.declared, state.declared)) this.#report(task_id, 'the declared budget changed');
    const grown = exceeds(state.remaining, before.remaining);
    if (grown !== undefined) this.#report(task_id, `the remaining ${grown} grew`);
  }

  #report(taskId: string, what: string): void {
    this.#violation ??= `in task ${taskId} ${what}`;
  }
}
