const FENCE = /^( {0,3})(`{3,}|~{3,})[^\n]*\n([\s\S]*?)^ {0,3}\2[`~]*[ \t]*$/gm;

/** The last fenced block of code of a Markdown text; null when it has none. */
export function lastCode(markdown: string): string | null {
  return [...markdown.matchAll(FENCE)].at(-1)?.[3] ?? null;
}
