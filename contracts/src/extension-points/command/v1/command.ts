import type { Json } from '../../../codec/json.ts';

export const COMMAND_SPEC_VERSION = '1.0';

/** A verb that a plugin adds to the CLI, run inside the kernel's process. */
export interface Command {
  readonly id: string;
  readonly specVersion: typeof COMMAND_SPEC_VERSION;
  readonly summary: string;
  /** @returns what `--json` prints; people see it formatted. */
  run(args: readonly string[], signal: AbortSignal): Promise<Json>;
}
