import { homedir } from 'node:os';
import path from 'node:path';

/** What decides where the data root is. */
export interface DataRootLocation {
  /** The `--data-root` flag. */
  readonly path?: string | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
  readonly platform?: NodeJS.Platform | undefined;
}

/**
 * Finds the data root: the flag, then `KORA_DATA_ROOT`, then the platform's own place for a user's application data.
 * Relative paths start at the working directory; an empty string counts as not given.
 *
 * On Linux the default is `$XDG_DATA_HOME/kora-studio`, which is `~/.local/share/kora-studio` unless the user moved it. As
 * the XDG base directory specification asks, a relative `XDG_DATA_HOME` is ignored.
 * @returns an absolute path, which need not exist.
 */
export function resolveDataRootPath(location: DataRootLocation = {}): string {
  const { env = process.env, platform = process.platform } = location;
  const rules = platform === 'win32' ? path.win32 : path.posix;
  const chosen = location.path || env.KORA_DATA_ROOT;
  if (chosen) return rules.resolve(chosen);
  if (platform === 'win32') {
    const home = env.USERPROFILE || homedir();
    return rules.join(env.APPDATA || rules.join(home, 'AppData', 'Roaming'), 'KORA-Studio');
  }
  const home = env.HOME || homedir();
  if (platform === 'darwin') return rules.join(home, 'Library', 'Application Support', 'KORA-Studio');
  const xdg = env.XDG_DATA_HOME;
  const shared = xdg && rules.isAbsolute(xdg) ? xdg : rules.join(home, '.local', 'share');
  return rules.join(shared, 'kora-studio');
}
