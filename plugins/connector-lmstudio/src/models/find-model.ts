import { errors } from '../errors.ts';
import { isNameOf, type KnownModel } from './known-model.ts';

/**
 * The model of a name: a key first, then a variant or a loaded instance. Asked before every call, because LM Studio may
 * answer to an unknown name with whatever is loaded.
 * @throws KORA_LMSTUDIO_MODEL_NOT_FOUND, also for a model of the other kind.
 */
export function findModel(models: readonly KnownModel[], name: string, kind: KnownModel['kind'] = 'llm'): KnownModel {
  const model = models.find(({ key }) => key === name) ?? models.find((candidate) => isNameOf(candidate, name));
  if (model === undefined || model.kind !== kind) throw errors.KORA_LMSTUDIO_MODEL_NOT_FOUND({ model_id: name });
  return model;
}
