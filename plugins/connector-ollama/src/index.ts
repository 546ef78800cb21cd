export type { OllamaConfig } from './config/ollama-config.ts';
export { OllamaConnector, type OllamaServices } from './connector/ollama-connector.ts';
export { plugin } from './plugin.ts';
