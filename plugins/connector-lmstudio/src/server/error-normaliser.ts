import type { KoraError } from '@kora/plugin-sdk';
import { findServerError, type TransportFault, whole } from '@kora/plugin-sdk/http';
import { errors } from '../errors.ts';

/** What is known about the call when a server reports an error. */
export interface FaultContext {
  readonly server: string;
  readonly path: string;
  readonly model_id: string;
  readonly max_tokens: number;
}

/** The longest message of a server that is shown. */
const MAX_REASON = 300;

const OVERFLOW = /context the overflows|greater than the context length|context (?:length|size|window)|n_ctx\b/i;
const NUMBERS = [
  /n_keep: (?<prompt>\d+)\s*>=\s*n_ctx: (?<context>\d+)/,
  /first (?<prompt>\d+) tokens.*context length of only (?<context>\d+) tokens/s,
];
const CRASH = /model has crashed|model unloaded|channel error|exit code|sigabrt|sigsegv/i;
const LOAD_FAILURE = /failed to load|model_load_failed|error loading model/i;
const OUT_OF_MEMORY = /insufficient system resources|out of memory|failed to allocate/i;
const UNKNOWN_MODEL = /invalid model identifier|model_not_found|cannot find (?:a )?model|model .* not found/i;
const BAD_REQUEST = /response_format|failed to parse grammar|invalid_request/i;

/** What may be shown of a message: some quote the request that they refuse, some the token that they were given. */
export function shownReason(message: string): string {
  const shown = message
    .replace(/^(?:\[[^\]]*\]\s*)+/, '')
    .replace(/sk-lm-[\w:.-]*/g, '(token)')
    .replace(/(?:token provided|Bearer)[:\s]+\S+/gi, '(token)')
    .replace(/[{[\n].*$/s, '')
    .replace(/"[^"]{80,}"?/g, '"…"')
    .replace(/[\s.:]+$/, '')
    .slice(0, MAX_REASON)
    .toWellFormed();
  return shown || 'without a reason that can be shown';
}

function overflow(message: string, { model_id, max_tokens }: FaultContext): KoraError {
  const groups = NUMBERS.map((expression) => expression.exec(message)?.groups).find((found) => found !== undefined);
  const numberOf = (text: string | undefined) => (text === undefined ? null : whole(Number(text)));
  const prompt_tokens = numberOf(groups?.prompt);
  const context_tokens = numberOf(groups?.context);
  const isKnown = prompt_tokens !== null && context_tokens !== null;
  const excess_tokens = isKnown ? Math.max(1, prompt_tokens + max_tokens - context_tokens) : null;
  const facts = { model_id, prompt_tokens, max_tokens, context_tokens, excess_tokens };
  return errors.KORA_LMSTUDIO_CONTEXT_OVERFLOW(facts);
}

/** Names an error by its words, which say more than its type, and more reliably than a status that varies by version. */
function byWords(all: string, message: string, context: FaultContext): KoraError | null {
  const { server, model_id, path } = context;
  const says = (expression: RegExp) => expression.test(all);
  const reason = shownReason(message);
  if (says(/^Unexpected endpoint or method/)) return errors.KORA_LMSTUDIO_TOO_OLD({ server, path });
  if (says(/invalid_api_key|API token/i)) return errors.KORA_LMSTUDIO_REFUSED({ server, reason });
  if (says(/^no models? loaded/i)) return errors.KORA_LMSTUDIO_NO_MODEL_LOADED({ model_id });
  if (says(OUT_OF_MEMORY)) {
    const [, gigabytes] = /approximately ([\d.]+) ?GB/.exec(message) ?? [];
    const required_gb = gigabytes === undefined ? null : Number.parseFloat(gigabytes);
    return errors.KORA_LMSTUDIO_OUT_OF_MEMORY({ model_id, required_gb });
  }
  // A driver that runs out of memory while it loads dies with a signal, and that is no crash of a running model.
  if (says(LOAD_FAILURE)) return errors.KORA_LMSTUDIO_MODEL_UNUSABLE({ model_id, reason });
  if (says(OVERFLOW)) return overflow(message, context);
  if (says(UNKNOWN_MODEL)) return errors.KORA_LMSTUDIO_MODEL_NOT_FOUND({ model_id });
  if (says(CRASH)) return errors.KORA_LMSTUDIO_CRASHED({ model_id, reason });
  return null;
}

/** Names what LM Studio reports, in a body of any status or in the middle of a stream. The status decides last. */
export function normaliseServerError(status: number, body: unknown, context: FaultContext): KoraError {
  const { server } = context;
  const { message, type, code } = findServerError(body) ?? { message: `HTTP ${status}`, type: '', code: '' };
  const all = `${message}\n${type}\n${code}`;
  const named = byWords(all, message, context);
  if (named !== null) return named;
  const reason = shownReason(message);
  if (status === 401 || status === 403) return errors.KORA_LMSTUDIO_REFUSED({ server, reason });
  if (status === 429 || status === 503) return errors.KORA_LMSTUDIO_OVERLOADED({ reason });
  if (BAD_REQUEST.test(all) || (status >= 400 && status < 500)) return errors.KORA_LMSTUDIO_BAD_REQUEST({ reason });
  return errors.KORA_LMSTUDIO_PROTOCOL({ reason });
}

/** Names a connection that did not come about, or broke. */
export function nameTransportFault({ kind, reason }: TransportFault, cause: unknown, server: string): KoraError {
  if (kind === 'refused') return errors.KORA_LMSTUDIO_NOT_RUNNING({ server });
  if (kind === 'not_http') {
    return errors.KORA_LMSTUDIO_NOT_LMSTUDIO({ server, what: 'Something that does not speak HTTP' });
  }
  return errors.KORA_LMSTUDIO_TRANSPORT({ server, reason: shownReason(reason) }, cause);
}
