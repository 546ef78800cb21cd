import type { Route } from '@kora/contracts';
import { storageFault } from '../store/storage-fault.ts';

/** A route that says in words for a person when the disk does not take what it is given. */
export function withStorageFaults(route: Route): Route {
  return {
    ...route,
    async handle(request, signal) {
      try {
        return await route.handle(request, signal);
      } catch (error) {
        throw storageFault(error);
      }
    },
  };
}
