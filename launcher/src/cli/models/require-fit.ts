import type { StudioClient } from '../../client/studio-client.ts';
import { launcherErrors } from '../../errors.ts';
import { bytes } from '../output/quantities.ts';
import type { Terminal } from '../terminal.ts';
import { curatedListCodec, type Fit, previewCodec } from './answers.ts';
import { fitSentence } from './fit-sentence.ts';

/** What is to be fetched, as `POST /models/downloads` takes it: one of `url` and `curated_id`. */
export interface PullOrder {
  readonly url?: string;
  readonly curated_id?: string;
  readonly model_id?: string;
  readonly sha256?: string;
}

/** What is known here of a recommended model; for everything else its server is asked. */
async function sizeAndFit(client: StudioClient, order: PullOrder): Promise<{ size: number | null; fit: Fit | null }> {
  if (order.curated_id !== undefined) {
    const { models } = await client.get('/models/curated', curatedListCodec);
    const curated = models.find(({ id }) => id === order.curated_id);
    if (curated !== undefined && curated.fit !== null) return { size: curated.size_bytes, fit: curated.fit };
  }
  const { total_bytes, fit } = await client.post('/models/downloads/preview', order, previewCodec);
  return { size: total_bytes, fit };
}

/**
 * Says before a download whether the model will run here. One that is too large is not fetched by a slip.
 * @param anyway the person insists
 * @throws KORA_LAUNCHER_MODEL_TOO_LARGE, and what Studio refuses the download with
 */
export async function requireFit(
  client: StudioClient,
  order: PullOrder,
  anyway: boolean,
  terminal: Pick<Terminal, 'say'>,
): Promise<void> {
  const { size, fit } = await sizeAndFit(client, order);
  if (fit === null) return;
  const sentence = `${size === null ? '' : `${bytes(size)}. `}${fitSentence(fit)}`;
  const model = order.curated_id ?? order.url ?? '';
  if (fit.verdict === 'too_large' && !anyway) throw launcherErrors.KORA_LAUNCHER_MODEL_TOO_LARGE({ model, sentence });
  terminal.say(sentence);
}
