export { serviceErrors } from './errors.ts';
export type { PluginIdentity } from './plugin-identity.ts';
export { type ServiceEnvironment, type ServiceFactory, serviceFactories } from './service-factories.ts';
export { systemClock } from './system-clock.ts';
