import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Undoing } from '../support/traps/trap.ts';

// Preloaded into a test and its child processes by NODE_OPTIONS; what is taken away is taken away in memory alone.
const { file, find, replace }: Undoing = JSON.parse(process.env.KORA_UNDO_HANDLING ?? '');
const target = pathToFileURL(resolve(import.meta.dirname, '../..', file)).href;

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (url !== target || loaded.source === undefined || loaded.source === null) return loaded;
    const source =
      typeof loaded.source === 'string' ? loaded.source : Buffer.from(loaded.source as Uint8Array).toString();
    return { ...loaded, source: source.split(find).join(replace) };
  },
});
