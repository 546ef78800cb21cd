const NAMES: Readonly<Record<string, string>> = { llamacpp: 'llama.cpp', ollama: 'Ollama', lmstudio: 'LM Studio' };

/** What a connector's runtime is called; a connector of another plugin goes by its id. */
export function runtimeName(connector: string): string {
  return (Object.hasOwn(NAMES, connector) ? NAMES[connector] : undefined) ?? connector;
}
