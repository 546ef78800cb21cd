import { type LiveEvent, type RunEvent, type TelemetryBundle, TelemetryReducer } from '@kora/contracts';
import { BudgetWatch } from './budget-watch.ts';
import { Followers } from './followers.ts';
import { Waits } from './waits.ts';

/** Where a run's events are written; see the telemetry store. */
export interface EventLog {
  /** Buffered. */
  append(event: RunEvent): void;
  /** Everything appended so far is in the file when this returns. */
  commit(): void;
}

/** Events that must be on disk before what they announce happens, so that even a crash hides nothing. */
const WRITE_AHEAD = new Set<RunEvent['event_type']>(['run.started', 'model.invocation.started', 'run.completed']);

/** Events of a run that are kept in memory from its beginning, so that whoever follows it from there need not wait for the disk. */
const EARLY_EVENTS = 256;

/** Layer 7: takes each event of a run in once, and gives it to the log, the bundle, the budget watch and the followers. */
export class RunRecorder {
  readonly budgets = new BudgetWatch();
  readonly followers = new Followers();
  readonly waits = new Waits();
  readonly #log: EventLog;
  readonly #reducer = new TelemetryReducer();
  #seq = 0;
  #early: RunEvent[] | null = [];

  constructor(log: EventLog) {
    this.#log = log;
  }

  /** The `seq` that the next event must have. */
  get nextSeq(): number {
    return this.#seq;
  }

  /** Everything that has been recorded, as long as it is little; null afterwards, when it stands in the log alone. */
  get early(): readonly RunEvent[] | null {
    return this.#early;
  }

  record(event: RunEvent): void {
    this.#seq = event.seq + 1;
    this.#log.append(event);
    if (WRITE_AHEAD.has(event.event_type)) this.#log.commit();
    if (this.#early !== null && this.#early.push(event) > EARLY_EVENTS) this.#early = null;
    this.#reducer.apply(event);
    this.budgets.observe(event);
    this.followers.publish(event);
  }

  /** Live events are shown and never stored: they are the model's words, which telemetry does not hold, or what is waited for. */
  show(event: LiveEvent): void {
    this.waits.observe(event);
    this.followers.publish(event);
  }

  commit(): void {
    this.#log.commit();
  }

  /** The fold of the events so far, task by task. */
  get telemetry(): Pick<TelemetryReducer, 'task' | 'taskCount'> {
    return this.#reducer;
  }

  /** The bundle so far; null before `run.started`. */
  bundle(): TelemetryBundle | null {
    return this.#reducer.bundle('running');
  }
}
