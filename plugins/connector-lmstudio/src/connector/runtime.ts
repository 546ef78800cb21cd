import type { Logger } from '@kora/plugin-sdk';
import { allowsHost } from '@kora/plugin-sdk/http';
import type { LmStudioConfig } from '../config/lm-studio-config.ts';
import { errors } from '../errors.ts';
import type { Turns } from '../management/turns.ts';
import type { KnownModel } from '../models/known-model.ts';
import type { ServerClient } from '../server/server-client.ts';

/** What a call works with. */
export interface Runtime {
  readonly client: ServerClient;
  readonly config: LmStudioConfig;
  readonly log: Logger;
  readonly loads: Turns;
  /** Whether `client` talks to this machine. */
  readonly isLocal: boolean;
}

/** True when a request to the model would leave this machine: by the base URL, or onwards over LM Link. */
export function isRemote(runtime: Pick<Runtime, 'isLocal'>, model: KnownModel): boolean {
  return !runtime.isLocal || model.device !== null;
}

/** True unless the model is on another machine that nobody allowed. The base URL has been checked before. */
export function isAllowed({ config }: Pick<Runtime, 'config'>, { device }: KnownModel): boolean {
  return device === null || allowsHost(config.allowed_hosts, device);
}

/**
 * Refuses a model on another machine that nobody allowed.
 * @throws KORA_LMSTUDIO_REMOTE_MODEL
 */
export function requireAllowed(runtime: Pick<Runtime, 'config'>, model: KnownModel): void {
  const { device, key } = model;
  if (device !== null && !isAllowed(runtime, model)) throw errors.KORA_LMSTUDIO_REMOTE_MODEL({ model_id: key, device });
}
