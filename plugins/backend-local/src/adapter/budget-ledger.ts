import type { Budget, BudgetKind, BudgetState, GraphBudget } from '@kora/contracts';
import { TokenPot } from './token-pot.ts';

/** A limit that was reached; amounts in the unit of its kind. */
export interface Breach {
  readonly kind: BudgetKind;
  readonly scope: 'task' | 'graph';
  readonly declared: number;
  readonly consumed: number;
  readonly remaining: number;
}

/** Tokens set aside for one call, and one invocation. */
export interface Reservation {
  readonly tokens: number;
}

/** One ceiling of a run. `declared` is null where the graph sets none. */
class Ceiling {
  readonly declared: number | null;
  consumed = 0;
  reserved = 0;

  constructor(declared: number | undefined) {
    this.declared = declared ?? null;
  }
  /** What is neither used nor set aside. */
  get free(): number {
    return this.declared === null ? Number.POSITIVE_INFINITY : this.declared - this.consumed - this.reserved;
  }
  breach(kind: BudgetKind): Breach {
    const declared = this.declared ?? 0;
    const consumed = this.consumed;
    return { kind, scope: 'graph', declared, consumed, remaining: Math.max(0, declared - consumed) };
  }
}

/**
 * The books of a run's model tasks. Tokens are reserved before a call and settled after it, so that calls running at the same
 * time cannot overdraw together. No method raises what remains.
 */
export class BudgetLedger {
  readonly tokens: Ceiling;
  readonly invocations: Ceiling;
  readonly retries: Ceiling;
  #waiting: (() => void)[] = [];

  constructor(budget: GraphBudget) {
    this.tokens = new Ceiling(budget.max_total_tokens);
    this.invocations = new Ceiling(budget.max_model_invocations);
    this.retries = new Ceiling(budget.max_total_retries);
  }

  /** @param pot the tokens of a task whose items share them; by default the account has its own. */
  open(budget: Budget, pot?: TokenPot): TaskAccount {
    return new TaskAccount(this, budget, pot);
  }

  /** Resolves when a reservation has been settled since. */
  settled(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** For accounts: something that was set aside is free again, or spent. */
  announce(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}

/** One task's account, over all its attempts. */
export class TaskAccount {
  readonly #ledger: BudgetLedger;
  readonly #declared: Budget;
  readonly #pot: TokenPot;
  #retries = 0;
  #time_ms = 0;
  /** The call at hand may take only a share of what is left, and the last one used its share up. */
  #rationed = false;
  #shareUsedUp = false;

  constructor(ledger: BudgetLedger, declared: Budget, pot: TokenPot = new TokenPot(declared.max_tokens)) {
    this.#ledger = ledger;
    this.#declared = declared;
    this.#pot = pot;
  }

  /**
   * Sets aside all tokens that the task may still generate, or of a pot an equal share, and one invocation.
   * @returns the reservation; a breach when a limit is reached; `wait` when tokens are set aside for calls that are still running
   * and may not need them all.
   */
  reserve(): Reservation | Breach | 'wait' {
    const { tokens, invocations } = this.#ledger;
    const pot = this.#pot;
    if (pot.spent) return this.breach('tokens');
    if (invocations.free < 1) return invocations.breach('invocations');
    const left = pot.share();
    if (left < 1 || (tokens.free < left && tokens.reserved > 0)) return 'wait';
    if (tokens.free < 1) return tokens.breach('tokens');
    const granted = Math.min(left, tokens.free);
    this.#rationed = left < pot.free;
    pot.reserve(granted);
    tokens.reserved += granted;
    invocations.consumed += 1;
    return { tokens: granted };
  }

  /** Books what a call really generated, which may be more than was reserved if the runtime broke its cap. */
  settle(reservation: Reservation, generated: number): void {
    this.#shareUsedUp = this.#rationed && generated >= reservation.tokens;
    this.#pot.settle(reservation.tokens, generated);
    this.#ledger.tokens.reserved -= reservation.tokens;
    this.#ledger.tokens.consumed += generated;
    this.#ledger.announce();
  }

  /** Which token limit is used up, the task's first; null when neither is. */
  exhausted(): Breach | null {
    if (this.#pot.spent || this.#shareUsedUp) return this.breach('tokens');
    const { tokens } = this.#ledger;
    return tokens.declared !== null && tokens.consumed >= tokens.declared ? tokens.breach('tokens') : null;
  }

  /** Whether generating so much went beyond what was declared. */
  get overdrawn(): boolean {
    const { declared, consumed } = this.#ledger.tokens;
    return this.#pot.consumed > this.#declared.max_tokens || (declared !== null && consumed > declared);
  }

  /** Further attempts that the task itself still has. */
  get retriesLeft(): number {
    return this.#declared.max_retries - this.#retries;
  }

  /** Books a further attempt. @returns the breach when the run has none left. */
  retry(): Breach | null {
    const { retries } = this.#ledger;
    if (retries.free < 1) return retries.breach('retries');
    this.#retries++;
    retries.consumed++;
    return null;
  }

  /** Books the task's wall clock so far, in milliseconds; it never goes back. */
  spendTime(totalMs: number): void {
    this.#time_ms = Math.max(this.#time_ms, Math.round(totalMs));
  }

  breach(kind: 'tokens' | 'time' | 'retries'): Breach {
    const field = kind === 'time' ? 'time_ms' : kind;
    const { declared, consumed, remaining } = this.state();
    return { kind, scope: 'task', declared: declared[field], consumed: consumed[field], remaining: remaining[field] };
  }

  state(): BudgetState {
    const { max_tokens, max_time_ms, max_retries } = this.#declared;
    const left = (declared: number, consumed: number) => Math.max(0, declared - consumed);
    return {
      declared: { tokens: max_tokens, time_ms: max_time_ms, retries: max_retries },
      consumed: { tokens: this.#pot.consumed, time_ms: this.#time_ms, retries: this.#retries },
      remaining: {
        tokens: left(max_tokens, this.#pot.consumed),
        time_ms: left(max_time_ms, this.#time_ms),
        retries: left(max_retries, this.#retries),
      },
    };
  }
}
