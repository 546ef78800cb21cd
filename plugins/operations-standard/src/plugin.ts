import { OPERATION_LIBRARY_SPEC_VERSION, type OperationLibrary } from '@kora/contracts';
import { definePlugin, pluginFiles } from '@kora/plugin-sdk';
import { readDescriptors } from './library/read-descriptors.ts';

const SCRIPT = 'operations.js';
const DESCRIPTORS = 'operations.json';

/**
 * Adds the operation library `standard`. Its code and its descriptors are files of the plugin, which scripts/build.ts makes
 * from the same sources: so this module carries none of the libraries that the operations use.
 */
export const plugin = definePlugin({
  id: 'operations-standard',
  deps: { files: pluginFiles },
  async init({ files }) {
    const [source, descriptors] = await Promise.all([files.readText(SCRIPT), files.readText(DESCRIPTORS)]);
    const library: OperationLibrary = {
      id: 'standard',
      specVersion: OPERATION_LIBRARY_SPEC_VERSION,
      operations: readDescriptors(descriptors),
      script: { filename: SCRIPT, source },
    };
    return { operations: [library] };
  },
});
