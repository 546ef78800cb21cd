/** The panel; what the page shares stays an import. Markdown and highlighting become chunks that load when needed. */
export const browser = {
  entries: { chat: 'src/browser/kora-chat.ts' },
  external: ['lit', 'lit/*', '@lit/task', '@kora/plugin-sdk/ui'],
};
