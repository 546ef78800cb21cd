import type { RuntimeReport } from '@kora/contracts';

/** What is known of the embedded runtime without asking it anything. */
export interface EmbeddedState {
  readonly modelCount: number;
  readonly isBusy: boolean;
  readonly isLoading: boolean;
  readonly isStarting: boolean;
  /** Why llama.cpp does not run on this machine at all, once that is known. */
  readonly lastFailure: string | undefined;
  readonly version: string | null;
}

type State = Pick<RuntimeReport, 'status' | 'message'>;

function stateOf(state: EmbeddedState): State {
  if (state.modelCount === 0) {
    return { status: 'no_model', message: 'No GGUF model is installed. Add one with `kora models add <file.gguf>`.' };
  }
  if (state.lastFailure !== undefined) return { status: 'failed', message: state.lastFailure };
  if (state.isLoading) return { status: 'loading', message: 'A model is being loaded.' };
  if (state.isBusy && state.isStarting) return { status: 'starting', message: 'llama.cpp is starting.' };
  if (state.isBusy) return { status: 'busy', message: 'llama.cpp is generating; further calls wait.' };
  const models = state.modelCount === 1 ? 'One GGUF model' : `${state.modelCount} GGUF models`;
  return { status: 'ready', message: `${models} can be used.` };
}

/** Sums the state up. A child that is not running is no fault: the next call starts it. */
export function embeddedHealth(state: EmbeddedState): RuntimeReport {
  const { modelCount: models, version } = state;
  return { name: 'llama.cpp, built in', url: null, version, models, ...stateOf(state) };
}
