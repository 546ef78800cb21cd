/** What stands in a log where a secret stood. */
export const HIDDEN = '[hidden]';

const SECRET_KEYS = [
  'token',
  'api_token',
  'access_token',
  'refresh_token',
  'api_key',
  'apiKey',
  'secret',
  'client_secret',
  'password',
  'private_key',
  'privateKey',
  'authorization',
  'Authorization',
  'cookie',
  'Cookie',
  'set-cookie',
  'x-api-key',
];

/** Contents of runs and chats are the user's and belong in the run archive alone. */
const CONTENT_KEYS = ['prompt', 'messages', 'content', 'input', 'output', 'final_output', 'answer', 'text'];

/** Paths that pino hides: each key in a line's `fields`, and one and two levels deeper. */
export const HIDDEN_PATHS: readonly string[] = [...SECRET_KEYS, ...CONTENT_KEYS].flatMap((key) =>
  ['fields', 'fields.*', 'fields.*.*'].map((parent) => `${parent}["${key}"]`),
);

const BEARER = /\b(Bearer\s+)[\w.~+/=-]{8,}/gi;

/** Hides bearer tokens and the given secrets wherever they stand in a text: in messages and stack traces keys do not help. */
export function hideSecrets(text: string, secrets: Iterable<string>): string {
  let hidden = text.replace(BEARER, `$1${HIDDEN}`);
  for (const secret of secrets) hidden = hidden.replaceAll(secret, HIDDEN);
  return hidden;
}
