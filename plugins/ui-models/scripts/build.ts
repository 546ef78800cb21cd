/** The panel; what the page shares stays an import. */
export const browser = {
  entries: { models: 'src/browser/kora-models.ts' },
  external: ['lit', 'lit/*', '@lit/task', '@kora/plugin-sdk/ui'],
};
