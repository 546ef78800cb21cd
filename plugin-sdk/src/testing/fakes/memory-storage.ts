import type { Storage } from '../../tokens/services.ts';

/** A plugin's storage in memory. `folder` names no real folder: plugins that need one are tested with a temporary one. */
export function memoryStorage(): Storage {
  const files = new Map<string, Uint8Array>();
  return {
    folder: 'memory:',
    read: async (name) => files.get(name)?.slice() ?? null,
    write: async (name, content) => {
      files.set(name, typeof content === 'string' ? new TextEncoder().encode(content) : content.slice());
    },
    remove: async (name) => {
      files.delete(name);
    },
  };
}
