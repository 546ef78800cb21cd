import { isRecord, type ModelDescriptor, modelDescriptorCodec } from '@kora/contracts';

const UNKNOWN = { quantization: null, size_bytes: null, required_vram_mb: null, loaded: false };

/** Whether a model can be asked and put on record by what its connector says of it, and whether it leaves this computer is known. */
function isUsable(listed: unknown): listed is ModelDescriptor {
  if (!isRecord(listed)) return false;
  const { model_id, digest, context_tokens, remote } = listed;
  return modelDescriptorCodec.is({ connector: '', model_id, digest, context_tokens, remote, ...UNKNOWN });
}

/**
 * The models of a connector's list that a task may be given, by id in code unit order.
 * @throws TypeError when it is no list.
 */
export function usableModels(listed: unknown): readonly ModelDescriptor[] {
  if (!Array.isArray(listed)) throw new TypeError('it gave no list of models');
  return listed.filter(isUsable).sort((a, b) => (a.model_id < b.model_id ? -1 : a.model_id > b.model_id ? 1 : 0));
}
