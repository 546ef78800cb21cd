export {
  createGuardedClient,
  type GuardedAnswer,
  type GuardedClient,
  type GuardedClientSettings,
  type Hop,
} from './guarded-client.ts';
export { isUnreachable } from './unreachable.ts';
