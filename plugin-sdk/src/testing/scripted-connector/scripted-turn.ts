import type { ConnectorError, Json, ModelUsage, StructuredOutput } from '@kora/contracts';

/**
 * How a turn stops: `stop` and `length` end properly, `cut` ends the stream without `end` or `error`, `stall` sends nothing
 * more until the call is aborted, `throw` breaks the contract by rejecting, and an error arrives as `error` event.
 */
export type ScriptedEnding = 'stop' | 'length' | 'cut' | 'stall' | 'throw' | ConnectorError;

/** What a ScriptedConnector does in one call. Everything left out is well-behaved. */
export interface ScriptedTurn {
  /** The answer; it goes out in tokens of four characters. */
  readonly text?: string;
  /** Goes out before the answer and counts as generated. */
  readonly thinking?: string;
  readonly ending?: ScriptedEnding;
  /** Milliseconds before the first event. */
  readonly delay_ms?: number;
  /** Milliseconds before every token. */
  readonly token_delay_ms?: number;
  /** Goes on past the request's cap, as a runtime that lost the option would. */
  readonly ignores_max_tokens?: boolean;
  /** Goes on although the call was aborted; a stall then lasts until the connector is disposed. */
  readonly ignores_abort?: boolean;
  /** Told instead of the true numbers. */
  readonly usage?: Partial<ModelUsage>;
  /** Claimed in `start`; by default what the connector supports, when the request has a schema. */
  readonly structured_output?: StructuredOutput;
  readonly warnings?: readonly string[];
}

const fault = (kind: ConnectorError['kind'], code: string, message: string): ScriptedTurn => ({
  ending: { kind, code, message, retryable: true },
});

/** One maker for each way in which a runtime is known to answer or to fail. Combine them by spreading. */
export const turns = {
  answer: (text: string): ScriptedTurn => ({ text }),
  json: (value: Json): ScriptedTurn => ({ text: JSON.stringify(value) }),
  thinking: (thinking: string, text: string): ScriptedTurn => ({ thinking, text }),
  /** A proper end after nothing at all. */
  empty: (): ScriptedTurn => ({ text: '' }),
  /** JSON that the runtime claims to have constrained, and that is whatever you pass. */
  wrongSchema: (value: Json): ScriptedTurn => ({ text: JSON.stringify(value), structured_output: 'json_schema' }),
  truncated: (text: string): ScriptedTurn => ({ text, ending: 'length' }),
  cut: (text: string): ScriptedTurn => ({ text, ending: 'cut' }),
  stall: (text = ''): ScriptedTurn => ({ text, ending: 'stall' }),
  throwing: (text = ''): ScriptedTurn => ({ text, ending: 'throw' }),
  overlong: (text: string): ScriptedTurn => ({ text, ignores_max_tokens: true }),
  wrongUsage: (text: string, usage: Partial<ModelUsage>): ScriptedTurn => ({ text, usage }),
  fails: (error: ConnectorError, text = ''): ScriptedTurn => ({ text, ending: error }),
  transportError: () =>
    fault('transport', 'KORA_SCRIPTED_TRANSPORT', 'The scripted connection broke. Try the call again.'),
  crash: () => fault('crashed', 'KORA_SCRIPTED_CRASHED', 'The scripted runtime crashed. Try the call again.'),
} as const;
