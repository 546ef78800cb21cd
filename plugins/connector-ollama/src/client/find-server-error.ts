import { isRecord } from '@kora/contracts';
import { parseJson } from './parse-json.ts';

/** An error as a server words it. */
export interface ServerError {
  readonly message: string;
  readonly type: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** True for `{error: {…}}` at the top, which Ollama's native API never sends. */
  readonly isForeign: boolean;
}

const MAX_NESTING = 3;

/** Go prints the error of the child as a map when it cannot pass it on: `map[code:500 message:… type:server_error]`. */
function fromGoMap(text: string): ServerError | null {
  const [, message, type] = /map\[code:\d+ message:(.*?)(?: type:(\w+))?\]$/s.exec(text) ?? [];
  return message === undefined ? null : { message, type: type ?? '', fields: {}, isForeign: false };
}

/**
 * The error in a body, wherever it hides: `{error: "text"}`, `{error: {message, type}}`, either as JSON in a string, as
 * Ollama passes on what its llama-server says, or as a printed Go map. Null when there is none.
 */
export function findServerError(body: unknown, depth = 0): ServerError | null {
  if (depth > MAX_NESTING || !isRecord(body) || body.error === undefined || body.error === null) return null;
  const { error } = body;
  if (typeof error === 'string') {
    const nested = error.startsWith('{') ? findServerError(parseJson(error), depth + 1) : null;
    return nested ?? fromGoMap(error) ?? { message: error, type: '', fields: {}, isForeign: false };
  }
  const fields = isRecord(error) ? error : {};
  const message = typeof fields.message === 'string' ? fields.message : 'an error without words';
  return { message, type: typeof fields.type === 'string' ? fields.type : '', fields, isForeign: depth === 0 };
}
