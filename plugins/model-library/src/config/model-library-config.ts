import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { decode, integer, type Json, pattern, Refined, strict, text } from '@kora/contracts';
import * as t from 'io-ts';
import { issueDetails, modelLibraryErrors } from '../errors.ts';

/** Hugging Face and its storage hosts, which it names by region and changes (its hub-docs advise these wildcards). */
export const DEFAULT_HOSTS: readonly string[] = ['huggingface.co', '*.huggingface.co', '*.hf.co'];

const host = pattern(
  'DownloadHost',
  /^(\*\.)?[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$|^\[[0-9a-f:.]{2,45}\]$/,
  'a lower-case host name, *. and a host name for all hosts below it, or an address',
);
const absolutePath = new Refined<string>('AbsolutePath', { type: 'string', minLength: 1, maxLength: 4096 }, (u) =>
  typeof u === 'string' && u.length <= 4096 && !u.includes('\0') && isAbsolute(u)
    ? null
    : 'BAD_FORMAT: must be an absolute path',
);
const address = new Refined<string>('HttpAddress', { type: 'string', maxLength: 2048 }, (u) => {
  const url = typeof u === 'string' && u.length <= 2048 ? URL.parse(u) : null;
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? null : 'BAD_FORMAT: must be an http: or https: URL';
});
const origin = new Refined<string>('Origin', { type: 'string', maxLength: 2048 }, (u) =>
  typeof u === 'string' && URL.parse(u)?.origin === u ? null : 'BAD_FORMAT: must be an origin such as https://host',
);

const configCodec = strict(
  'ModelLibraryConfig',
  {},
  {
    hosts: t.readonlyArray(host),
    mirror: address,
    curated_url: address,
    curated_key: pattern('Ed25519Key', /^[A-Za-z0-9_-]{43}$/, 'an Ed25519 public key of 43 base64url characters'),
    proxy: address,
    ca_file: absolutePath,
    tokens: t.readonlyArray(strict('DownloadToken', { origin, file: absolutePath })),
    connections: integer('Connections', 1, 16),
    allow_loopback: t.boolean,
    allow_private_networks: t.boolean,
    ollama_folders: t.readonlyArray(absolutePath),
    lmstudio_folders: t.readonlyArray(absolutePath),
    user_agent: text('UserAgent', 128, 1),
  },
);

/** The plugin's section of studio.json with every default filled in. */
export interface ModelLibraryConfig {
  /** Hosts that downloads may reach, redirects included: exact names, or `*.` and a name for everything below it. */
  readonly hosts: readonly string[];
  /** Address that stands in for https://huggingface.co, or null. Its host is allowed by being named here. */
  readonly mirror: string | null;
  /** Where the list of recommended models is refreshed from at the user's request, or null. Its host is allowed by being named here. */
  readonly curated_url: string | null;
  /** The Ed25519 public key that must have signed that list (`<curated_url>.sig`), or null. */
  readonly curated_key: string | null;
  /** Proxy for every download, or null. It may lie in any network. */
  readonly proxy: string | null;
  /** PEM file of certificates that are trusted besides the usual ones, or null. */
  readonly ca_file: string | null;
  /** Files (mode 0600) that hold a bearer token for one origin each. */
  readonly tokens: readonly { readonly origin: string; readonly file: string }[];
  /** Connections of one download. */
  readonly connections: number;
  /** Also http: and addresses of this machine itself, for tests and local mirrors. */
  readonly allow_loopback: boolean;
  /** Also addresses of private networks (RFC 1918 and the like), for a mirror inside a company. */
  readonly allow_private_networks: boolean;
  readonly ollama_folders: readonly string[];
  readonly lmstudio_folders: readonly string[];
  readonly user_agent: string;
}

/**
 * Decodes the plugin's section of studio.json; null means that there is none.
 * @throws KORA_MODELS_BAD_CONFIG with every issue
 */
export function decodeConfig(value: Json): ModelLibraryConfig {
  const decoded = decode(configCodec, value ?? {});
  if (decoded._tag === 'Left') throw modelLibraryErrors.KORA_MODELS_BAD_CONFIG({ issues: issueDetails(decoded.left) });
  const config = decoded.right;
  const home = homedir();
  return {
    hosts: config.hosts ?? DEFAULT_HOSTS,
    mirror: config.mirror ?? null,
    curated_url: config.curated_url ?? null,
    curated_key: config.curated_key ?? null,
    proxy: config.proxy ?? null,
    ca_file: config.ca_file ?? null,
    tokens: config.tokens ?? [],
    connections: config.connections ?? 4,
    allow_loopback: config.allow_loopback ?? false,
    allow_private_networks: config.allow_private_networks ?? false,
    // Where Ollama's desktop application and its Linux service keep models; LM Studio's folder of today and of before.
    ollama_folders: config.ollama_folders ?? [join(home, '.ollama', 'models'), '/usr/share/ollama/.ollama/models'],
    lmstudio_folders: config.lmstudio_folders ?? [
      join(home, '.lmstudio', 'models'),
      join(home, '.cache', 'lm-studio', 'models'),
    ],
    user_agent: config.user_agent ?? 'kora-studio',
  };
}
