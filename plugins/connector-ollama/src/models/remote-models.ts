/** Where Ollama sends prompts for names of its cloud. */
const OLLAMA_CLOUD = 'ollama.com';

/** Names that Ollama passes on to its cloud, whether they are listed or not (internal/modelref of 0.33). */
export function isCloudName(modelId: string): boolean {
  return /[:-]cloud$/i.test(modelId.trim());
}

/** The host name in what Ollama calls a remote host, a URL or a bare host; the text itself when it is neither. */
function hostNameOf(remoteHost: string): string {
  const url = URL.parse(remoteHost.includes('://') ? remoteHost : `https://${remoteHost}`);
  return (url?.hostname || remoteHost).toLowerCase();
}

/** The host that runs a model which Ollama only stands in for, or null for one that it runs itself. */
export function remoteHostOf(name: string, remoteHost: unknown, remoteModel: unknown): string | null {
  if (typeof remoteHost === 'string' && remoteHost !== '') return hostNameOf(remoteHost);
  const isStub = (typeof remoteModel === 'string' && remoteModel !== '') || isCloudName(name);
  return isStub ? OLLAMA_CLOUD : null;
}
