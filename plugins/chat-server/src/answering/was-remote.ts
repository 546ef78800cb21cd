import type { Answer, ModelCall } from '@kora/contracts';
import type { InstalledModels, Logger } from '@kora/plugin-sdk';

const PATIENCE_MS = 2_000;

/**
 * Whether one of the models that were asked is elsewhere, which happens only where the user allowed its host; the answer says so. A runtime
 * that does not tell in time is no reason to hold an answer back.
 */
export async function wasRemote(
  asked: readonly Pick<ModelCall, 'model_id' | 'connector'>[],
  { models, log }: { readonly models: InstalledModels; readonly log: Logger },
): Promise<Pick<Answer, 'remote'>> {
  try {
    const known = (await models.list(AbortSignal.timeout(PATIENCE_MS))).models;
    const remote = asked.some(({ model_id, connector }) =>
      known.some((each) => each.remote && each.model_id === model_id && each.connector === connector),
    );
    return remote ? { remote } : {};
  } catch (error) {
    log.warn('where a model is was not told', { reason: error instanceof Error ? error.message : String(error) });
    return {};
  }
}
