import type { ModelEvent, ModelRequest } from '@kora/contracts';

/**
 * How a call ended as the runtime saw it; `closed` means that the reader stopped reading without aborting, which leaves a
 * real runtime generating.
 */
export type ServedOutcome = 'running' | 'ended' | 'aborted' | 'failed' | 'cut' | 'closed';

/** A runtime's own account of one call, to hold a run log against. */
export interface ServedCall {
  /** 0 for the first call. */
  readonly index: number;
  readonly request: ModelRequest;
  /** What was sent, in order. */
  readonly events: readonly ModelEvent[];
  readonly outcome: ServedOutcome;
  readonly tokens_in: number;
  /** Tokens really generated, whatever the usage said. */
  readonly tokens_out: number;
}

/** The same while the call is being played. */
export type OngoingCall = { -readonly [K in keyof Omit<ServedCall, 'events'>]: ServedCall[K] } & {
  readonly events: ModelEvent[];
};
