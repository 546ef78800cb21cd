import { readFile, stat } from 'node:fs/promises';
import { decode, type Issue } from '@kora/contracts';
import { isLeft } from 'fp-ts/lib/Either.js';
import { dataErrors } from '../errors.ts';
import { errorCode, reasonOf } from '../file-errors.ts';
import { parseJson } from '../parse-json.ts';
import { settingsFromEnvironment } from './environment-overrides.ts';
import {
  DEFAULT_STUDIO_CONFIG,
  type StudioConfig,
  type StudioConfigFile,
  studioConfigFileCodec,
  withSettings,
} from './studio-config.ts';

/** A settings file is read by people; one of a megabyte was not written by one. */
const MAX_CONFIG_BYTES = 1_048_576;

/** What lies over the file. */
export interface ConfigSources {
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** Settings of command line flags, in the shape of studio.json. */
  readonly flags?: StudioConfigFile | undefined;
}

/**
 * The settings in force: flag, then environment, then file, then default. The file is only read, never written.
 * @throws KORA_CONFIG_INVALID naming the source and every wrong path in it, for the first source that is wrong.
 */
export async function loadStudioConfig(path: string, sources: ConfigSources = {}): Promise<StudioConfig> {
  const file = await readStudioConfigFile(path);
  const environment = settingsFromEnvironment(sources.env ?? process.env);
  if (environment.issues.length > 0) throw invalid('The environment', environment.issues);
  const layers = [
    file,
    decodeSettings('The environment', environment.settings),
    decodeSettings('The command line', sources.flags ?? {}),
  ];
  return layers.reduce(withSettings, DEFAULT_STUDIO_CONFIG);
}

/** What the file alone says. @throws KORA_CONFIG_INVALID */
export async function readStudioConfigFile(path: string): Promise<StudioConfigFile> {
  return decodeSettings(path, await readSettings(path));
}

function decodeSettings(source: string, value: unknown): StudioConfigFile {
  const decoded = decode(studioConfigFileCodec, value);
  if (isLeft(decoded)) throw invalid(source, decoded.left);
  return decoded.right;
}

async function readSettings(path: string): Promise<unknown> {
  const stats = await stat(path).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null;
    throw unreadable(path, reasonOf(error));
  });
  if (stats === null) return {};
  if (!stats.isFile()) throw unreadable(path, 'is not a file');
  if (stats.size > MAX_CONFIG_BYTES) throw unreadable(path, `has more than ${MAX_CONFIG_BYTES} bytes`);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw unreadable(path, `cannot be read: ${reasonOf(error)}`);
  });
  const parsed = parseJson(text);
  if (isLeft(parsed)) throw unreadable(path, parsed.left);
  return parsed.right;
}

function unreadable(path: string, message: string) {
  return invalid(path, [{ path: '', code: 'BAD_FORMAT', message }]);
}

function invalid(source: string, issues: readonly Issue[]) {
  return dataErrors.KORA_CONFIG_INVALID({
    source,
    issues: issues.map(({ path, code, message }) => ({ path, code, message })),
  });
}
