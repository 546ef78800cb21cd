import { isRecord } from '@kora/contracts';
import type { LocalAnswer, LocalServer } from '@kora/plugin-sdk';
import { findServerError, parseJson, type RuntimeKind } from '@kora/plugin-sdk/http';

const OWN_HEADER = 'llama.cpp';

/** A list of models all of which say `owned_by: "llamacpp"`; Ollama and LM Studio have other owners. */
function isOwnList(body: unknown): boolean {
  const data = isRecord(body) ? body.data : undefined;
  return Array.isArray(data) && data.length > 0 && data.every((item) => isRecord(item) && item.owned_by === 'llamacpp');
}

/** A router may have no model to list, but says what it is. */
function isRouter(body: unknown): boolean {
  return isRecord(body) && body.role === 'router' && typeof body.build_info === 'string';
}

/** While it loads its model, and without the right key, a llama-server answers nothing but this. */
function isOwnRefusal(body: unknown, { server }: LocalAnswer): boolean {
  const error = findServerError(body);
  if (error === null) return false;
  if (error.type === 'unavailable_error' && error.message === 'Loading model') return true;
  // Many servers want keys and say so in these words; the header has to say who it is.
  return error.type === 'authentication_error' && server === OWN_HEADER;
}

/**
 * Whether a llama-server answers there, by the shape of its answers and never by their status: LM Studio says 200 to every path,
 * and so do many web applications.
 */
export function isLlamaServer({ answers }: LocalServer): boolean {
  return answers.some((answer) => {
    const body = parseJson(answer.text);
    return isOwnList(body) || isRouter(body) || isOwnRefusal(body, answer);
  });
}

/** How llama-servers are found. Neither question loads a model, not even in a router. */
export const LLAMA_SERVER_KIND: RuntimeKind = { probes: ['/v1/models', '/props'], recognises: isLlamaServer };
