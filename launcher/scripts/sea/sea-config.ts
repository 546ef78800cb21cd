import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The file that `node --build-sea` reads; see Node's documentation of single executable applications. */
export interface SeaConfig {
  readonly main: string;
  readonly mainFormat: 'module';
  readonly output: string;
  readonly executable: string;
  readonly disableExperimentalSEAWarning: true;
  /** Lets the executable start itself again with flags for Node, for children in a sandbox. */
  readonly execArgvExtension: 'cli';
  readonly useCodeCache: false;
  /** Files by the name under which the program asks for them. */
  readonly assets: Readonly<Record<string, string>>;
}

/** The files of all plugins as assets, `plugins/<id>/<path>`. */
export function pluginAssets(pluginsFolder: string): Readonly<Record<string, string>> {
  const files = readdirSync(pluginsFolder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name));
  const nameOf = (path: string) => `plugins/${path.slice(pluginsFolder.length + 1).replaceAll('\\', '/')}`;
  return Object.fromEntries(paths.sort().map((path) => [nameOf(path), path]));
}

/** Puts the configuration of one executable together. All paths are absolute. */
export function seaConfig(parts: Pick<SeaConfig, 'main' | 'output' | 'executable' | 'assets'>): SeaConfig {
  return {
    ...parts,
    mainFormat: 'module',
    disableExperimentalSEAWarning: true,
    execArgvExtension: 'cli',
    useCodeCache: false,
  };
}
