export { LmStudioConnector } from './connector/lm-studio-connector.ts';
export { plugin } from './plugin.ts';
