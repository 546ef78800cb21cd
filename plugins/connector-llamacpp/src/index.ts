export { LlamaCppConnector } from './connector/llama-cpp-connector.ts';
export { plugin } from './plugin.ts';
