import type { ModelRequest } from '@kora/contracts';
import { unlessAborted } from '@kora/plugin-sdk';
import type { ChosenModel } from './choose-model.ts';
import { warningsOf } from './warnings-of.ts';

/**
 * What the chosen connector cannot enforce of a request's schema, found out before the call. The answer is checked against the whole
 * schema in any case; a warning says where attempts may be lost. Rejects only when the signal aborts.
 */
export async function schemaWarnings(
  { connector }: ChosenModel,
  { model_id, schema }: Pick<ModelRequest, 'model_id' | 'schema'>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (schema === null) return [];
  const { structured_output } = connector.supports;
  if (structured_output !== 'json_schema') {
    const held = structured_output === 'json' ? 'only holds answers to JSON' : 'does not hold answers to anything';
    return [`${connector.id} ${held}; the schema is checked when an answer has come`];
  }
  if (connector.checkSchema === undefined) return [];
  try {
    return warningsOf(await unlessAborted(connector.checkSchema(model_id, schema, signal), signal));
  } catch (error) {
    signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    return warningsOf([`${connector.id} could not say what it enforces of the schema: ${reason}`]);
  }
}
