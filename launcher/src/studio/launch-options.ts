import type { Edition } from '../edition/edition.ts';

/** How a Studio is started by this process. */
export interface LaunchOptions {
  readonly edition: Edition;
  /** The `--data-root` flag. */
  readonly dataRoot?: string | undefined;
  /** The `--port` flag; 0 picks a free one. */
  readonly port?: number | undefined;
  readonly safeMode?: boolean | undefined;
  /** False for `--no-repair`. */
  readonly repair?: boolean | undefined;
  /** Where notices for the person go. */
  say(line: string): void;
}
