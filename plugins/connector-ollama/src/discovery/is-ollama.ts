import { isRecord } from '@kora/contracts';
import type { LocalServer } from '@kora/plugin-sdk';
import { parseJson, type RuntimeKind } from '@kora/plugin-sdk/http';

const VERSION = '/api/version';
const MODELS = '/api/tags';

/** Whether an Ollama answers there: a version and a list of models in its own words. Many programs have one of them. */
export function isOllama({ answers }: LocalServer): boolean {
  const bodyOf = (path: string) => parseJson(answers.find((answer) => answer.path === path)?.text ?? '');
  const [version, list] = [bodyOf(VERSION), bodyOf(MODELS)];
  if (!isRecord(version) || typeof version.version !== 'string' || !isRecord(list)) return false;
  const { models } = list;
  // Go writes an empty list as null in older versions.
  if (models === null) return true;
  return Array.isArray(models) && models.every((model) => isRecord(model) && typeof model.name === 'string');
}

/** How Ollama is found. */
export const OLLAMA_KIND: RuntimeKind = { probes: [VERSION, MODELS], recognises: isOllama };
