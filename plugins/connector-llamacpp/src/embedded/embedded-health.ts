import type { ConnectorHealth } from '@kora/contracts';

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

/** Sums the state up. A child that is not running is no fault: the next call starts it. */
export function embeddedHealth(state: EmbeddedState): ConnectorHealth {
  const runtime_version = state.version;
  if (state.modelCount === 0) {
    const message = 'No GGUF model is installed. Add one with `kora models add <file.gguf>`.';
    return { status: 'no_model', message, runtime_version };
  }
  if (state.lastFailure !== undefined) return { status: 'failed', message: state.lastFailure, runtime_version };
  if (state.isLoading) return { status: 'loading', message: 'A model is being loaded.', runtime_version };
  if (state.isBusy && state.isStarting)
    return { status: 'starting', message: 'llama.cpp is starting.', runtime_version };
  if (state.isBusy) return { status: 'busy', message: 'llama.cpp is generating; further calls wait.', runtime_version };
  return { status: 'ready', message: `${state.modelCount} GGUF models can be used.`, runtime_version };
}
