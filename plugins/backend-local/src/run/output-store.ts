import type { Json } from '@kora/contracts';
import type { Plan } from '../scheduler/plan.ts';

/** Outputs of ended tasks, each kept until its last dependent has ended. The root's is kept to the end. */
export class OutputStore {
  /** By task id, as guards and references read them. */
  readonly values = new Map<string, Json>();
  readonly #texts = new Map<string, string>();
  readonly #plan: Plan;
  readonly #users: Int32Array;
  readonly #root: string;

  constructor(plan: Plan, root: string) {
    this.#plan = plan;
    this.#users = Int32Array.from(plan.dependents, (ranks) => ranks.length);
    this.#root = root;
  }

  set(id: string, value: Json): void {
    this.values.set(id, value);
  }

  /** An output as JSON. */
  textOf(id: string): string {
    const known = this.#texts.get(id);
    if (known !== undefined) return known;
    const text = JSON.stringify(this.values.get(id) ?? null);
    this.#texts.set(id, text);
    return text;
  }

  /** A task has ended and needs its dependencies' outputs no more. */
  release(rank: number): void {
    for (const dependency of this.#plan.dependencies[rank] ?? []) {
      const users = (this.#users[dependency] ?? 0) - 1;
      this.#users[dependency] = users;
      const id = this.#plan.tasks[dependency]?.id ?? '';
      if (users > 0) continue;
      this.#texts.delete(id);
      if (id !== this.#root) this.values.delete(id);
    }
  }
}
