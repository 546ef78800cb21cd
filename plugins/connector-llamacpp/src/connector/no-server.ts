import type { RuntimeReport } from '@kora/contracts';

/** What is said of llama-server where none was found and none is configured; nothing is wrong with that. */
export const NO_SERVER: RuntimeReport = {
  name: 'llama-server',
  url: null,
  version: null,
  status: 'not_running',
  models: null,
  message:
    'No llama-server was found on this computer. Studio needs none; one that is started later is used by itself.',
};
