import { type Connector, declaredTaskId, type ModelEvent, type ModelRequest } from '@kora/contracts';
import { taskOf } from './unruly-connector.ts';

/** What a connector knows of one call, and what was on disk when it began. */
export interface WitnessedCall {
  readonly task_id: string;
  readonly model_id: string;
  /** What this call was allowed to generate. */
  readonly max_tokens: number;
  /** Tokens of other calls of the run when this one began: spent by those that had ended, or granted to open ones. */
  readonly committed_before: number;
  /** The same of its own task; items of a list have one account. */
  readonly committed_to_task: number;
  /** Calls of the same task that had begun before, and how many invocations of that task were in the log on disk. */
  readonly nth: number;
  readonly started_on_disk: number;
  text: string;
  tokens_out: number;
  /** How the stream ended: `stop` and the like as told, `none` when it ended without a word, `open` while it goes on. */
  finish: string;
  /** Events sent after the last one that the contract allows, or a second `start`. */
  unlawful: number;
}

/** Watches a connector from outside, and counts for itself. */
export class Witness {
  readonly calls: WitnessedCall[] = [];
  readonly #startedOnDisk: (taskId: string) => number;

  constructor(startedOnDisk: (taskId: string) => number) {
    this.#startedOnDisk = startedOnDisk;
  }

  /** The same connector, watched. */
  over(connector: Connector): Connector {
    const { id, specVersion, supports } = connector;
    const invoke = (request: ModelRequest, signal: AbortSignal) => this.#watch(connector, request, signal);
    const { countTokens } = connector;
    return {
      id,
      specVersion,
      supports,
      health: (signal) => connector.health(signal),
      models: (signal) => connector.models(signal),
      ...(countTokens === undefined ? {} : { countTokens: countTokens.bind(connector) }),
      invoke,
    };
  }

  async *#watch(connector: Connector, request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    const call = this.#begin(request);
    try {
      for await (const event of connector.invoke(request, signal)) {
        note(call, event);
        yield event;
      }
      if (call.finish === 'open') call.finish = 'none';
    } finally {
      if (call.finish === 'open') call.finish = signal.aborted ? 'aborted' : 'closed';
    }
  }

  #begin(request: ModelRequest): WitnessedCall {
    const task_id = taskOf(request);
    const account = declaredTaskId(task_id);
    const own = this.calls.filter((call) => declaredTaskId(call.task_id) === account);
    const call: WitnessedCall = {
      task_id,
      model_id: request.model_id,
      max_tokens: request.max_tokens,
      committed_before: committed(this.calls),
      committed_to_task: committed(own),
      nth: this.calls.filter((other) => other.task_id === task_id).length,
      started_on_disk: this.#startedOnDisk(task_id),
      text: '',
      tokens_out: 0,
      finish: 'open',
      unlawful: 0,
    };
    this.calls.push(call);
    return call;
  }
}

/** Tokens spent by calls that have ended, and granted to those that go on. */
function committed(calls: readonly WitnessedCall[]): number {
  return calls.reduce(
    (sum, { finish, max_tokens, tokens_out }) => sum + (finish === 'open' ? max_tokens : tokens_out),
    0,
  );
}

function note(call: WitnessedCall, event: ModelEvent): void {
  if (call.finish !== 'open') call.unlawful++;
  else if (event.type === 'end') call.finish = event.finish_reason;
  else if (event.type === 'error') call.finish = 'error';
  else if (event.type === 'delta' || event.type === 'thinking') {
    call.tokens_out++;
    if (event.type === 'delta') call.text += event.text;
  }
}
