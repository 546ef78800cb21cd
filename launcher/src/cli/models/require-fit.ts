import type { StudioClient } from '../../client/studio-client.ts';
import { launcherErrors } from '../../errors.ts';
import { bytes } from '../output/quantities.ts';
import type { Terminal } from '../terminal.ts';
import { curatedListCodec } from './answers.ts';
import { fitSentence } from './fit-sentence.ts';

/**
 * Says before a download whether a recommended model will run here. One that is too large is not fetched by a slip.
 * @param anyway the person insists
 * @throws KORA_LAUNCHER_MODEL_TOO_LARGE
 */
export async function requireFit(
  client: StudioClient,
  name: string,
  anyway: boolean,
  terminal: Pick<Terminal, 'say'>,
): Promise<void> {
  const { models } = await client.get('/models/curated', curatedListCodec);
  const curated = models.find(({ id }) => id === name);
  const fit = curated?.fit ?? null;
  if (curated === undefined || fit === null) return;
  const size = curated.size_bytes === null ? '' : `${bytes(curated.size_bytes)}. `;
  const sentence = `${size}${fitSentence(fit)}`;
  if (fit.verdict === 'too_large' && !anyway)
    throw launcherErrors.KORA_LAUNCHER_MODEL_TOO_LARGE({ model: name, sentence });
  terminal.say(sentence);
}
