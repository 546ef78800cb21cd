import { definePlugin, pluginFiles } from '@kora/plugin-sdk';
import { wordCountLibrary } from './word-count-library.ts';

/** Adds the deterministic operation `text.word_count`. */
export const plugin = definePlugin({
  id: 'hello-word-count',
  deps: { files: pluginFiles },
  init: async ({ files }) => ({ operations: [wordCountLibrary(await files.readText('word-count.js'))] }),
});
