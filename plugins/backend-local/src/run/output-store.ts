import { hashJson, type Json } from '@kora/contracts';
import type { Plan } from '../scheduler/plan.ts';
import type { TaskOutput } from './task-output.ts';

/** Outputs of ended tasks, each kept until its last dependent has ended. The root's is kept to the end. */
export class OutputStore {
  readonly #outputs = new Map<string, TaskOutput>();
  readonly #plan: Plan;
  readonly #users: Int32Array;
  readonly #root: string;
  #rootHash: string | null = null;

  constructor(plan: Plan, root: string) {
    this.#plan = plan;
    this.#users = Int32Array.from(plan.dependents, (ranks) => ranks.length);
    this.#root = root;
  }

  /** @param hash of its canonical JSON, where it is known. */
  set(id: string, output: TaskOutput, hash: string | null = null): void {
    this.#outputs.set(id, output);
    if (id === this.#root) this.#rootHash = hash;
  }

  /** The hash of the root's output; null when it has none. */
  rootHash(): string | null {
    const output = this.get(this.#root);
    return output === undefined ? null : (this.#rootHash ?? hashJson(output));
  }

  /** An output, as guards and references read it. */
  get(id: string): Json | undefined {
    return this.#outputs.get(id)?.value;
  }

  /** An output that may be still as a worker wrote it. */
  outputOf(id: string): TaskOutput | undefined {
    return this.#outputs.get(id);
  }

  /** An output as JSON. */
  jsonOf(id: string): string {
    return this.#outputs.get(id)?.json ?? 'null';
  }

  /** A task has ended and needs its dependencies' outputs no more. */
  release(rank: number): void {
    for (const dependency of this.#plan.dependencies[rank] ?? []) {
      const users = (this.#users[dependency] ?? 0) - 1;
      this.#users[dependency] = users;
      if (users > 0) continue;
      const id = this.#plan.tasks[dependency]?.id ?? '';
      if (id !== this.#root) this.#outputs.delete(id);
    }
  }
}
