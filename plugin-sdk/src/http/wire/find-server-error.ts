import { isRecord } from '@kora/contracts';
import { parseJson } from './parse-json.ts';

/** An error as a model runtime words it. Empty texts are what it does not say. */
export interface ServerError {
  readonly message: string;
  readonly type: string;
  readonly code: string;
  /** Everything that stands beside the message. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** True for `{error: {…}}` at the top of the body, false for a text, whatever that holds. */
  readonly isObject: boolean;
}

const MAX_NESTING = 3;
const WORDLESS = 'an error without words';

function fromText(message: string): ServerError {
  return { message: message || WORDLESS, type: '', code: '', fields: {}, isObject: false };
}

/** Go prints the error of a child as a map when it cannot pass it on: `map[code:500 message:… type:server_error]`. */
function fromGoMap(text: string): ServerError | null {
  const [, message, type] = /map\[code:\d+ message:(.*?)(?: type:(\w+))?\]$/s.exec(text) ?? [];
  return message === undefined ? null : { ...fromText(message), type: type ?? '' };
}

/**
 * The error in a body, whatever its status and wherever it hides: `{error: "text"}`, `{error: {message, type, code}}`,
 * either as JSON in a string, as Ollama passes on what its llama-server says, or as a printed Go map. Null when there is none.
 */
export function findServerError(body: unknown, depth = 0): ServerError | null {
  if (depth > MAX_NESTING || !isRecord(body) || body.error === undefined || body.error === null) return null;
  const { error } = body;
  if (typeof error === 'string') {
    const nested = error.startsWith('{') ? findServerError(parseJson(error), depth + 1) : null;
    return nested ?? fromGoMap(error) ?? fromText(error);
  }
  const fields = isRecord(error) ? error : {};
  const text = (key: string) => (typeof fields[key] === 'string' ? fields[key] : '');
  return {
    message: text('message') || WORDLESS,
    type: text('type'),
    code: text('code'),
    fields,
    isObject: depth === 0,
  };
}
