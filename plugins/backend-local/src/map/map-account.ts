import type { Budget, BudgetState } from '@kora/contracts';
import type { BudgetLedger } from '../adapter/budget-ledger.ts';
import { TokenPot } from '../adapter/token-pot.ts';
import { operationBudget } from '../run/operation-budget.ts';
import type { TaskEnding } from '../run/task-ending.ts';

/**
 * What the items of one mapped task may spend together. Model items share tokens and a clock that began with the list; operations
 * share the time that they themselves take in the workers. Retries are each item's own.
 */
export class MapAccount {
  readonly pot: TokenPot;
  /** For the tasks of items: the time in it is what is left, so that an item begun late is stopped in time. */
  readonly itemBudget: { max_tokens: number; max_time_ms: number; max_retries: number };
  readonly #budget: Budget;
  readonly #isModel: boolean;
  #ran_ms = 0;
  #time_ms = 0;

  /** @param width model calls that may run at once. */
  constructor(budget: Budget, items: number, isModel: boolean, width: number) {
    this.pot = new TokenPot(budget.max_tokens, width, items);
    this.itemBudget = { ...budget };
    this.#budget = budget;
    this.#isModel = isModel;
  }

  /** Whether the items have used up their time. @param elapsed_ms since the list was known, which is the time of model items. */
  outOfTime(elapsed_ms: number): boolean {
    if (this.#isModel)
      this.#time_ms = Math.max(this.#time_ms, Math.min(Math.round(elapsed_ms), this.#budget.max_time_ms));
    return (this.#isModel ? elapsed_ms : this.#ran_ms) > this.#budget.max_time_ms;
  }

  /** The account that an item begins with. */
  opening(ledger: BudgetLedger): BudgetState {
    return this.#isModel ? ledger.open(this.#budget, this.pot).state() : this.state();
  }

  /** Books what an item used. @returns its account at its end. */
  book(ending: TaskEnding): BudgetState {
    this.pot.leave();
    const { budget } = ending;
    if (this.#isModel) {
      // An item that was stopped for the time may say so a moment late; nothing of the task ran after its time.
      this.#time_ms = Math.min(Math.max(this.#time_ms, budget.consumed.time_ms), this.#budget.max_time_ms);
      return budget;
    }
    // Rounded to milliseconds a thousand short operations would take no time at all.
    if ('execution_ms' in ending) this.#ran_ms += ending.execution_ms;
    this.itemBudget.max_time_ms = Math.max(1, Math.ceil(this.#budget.max_time_ms - this.#ran_ms));
    return this.state();
  }

  /** The account of the mapped task itself, which makes no attempts of its own. */
  state(): BudgetState {
    const { declared, consumed, remaining } = operationBudget(
      this.#budget,
      this.#isModel ? this.#time_ms : this.#ran_ms,
    );
    const tokens = this.pot.consumed;
    const left = Math.max(0, declared.tokens - tokens);
    return { declared, consumed: { ...consumed, tokens }, remaining: { ...remaining, tokens: left } };
  }
}
