/** A found text in parts; marked are those between U+E000 and U+E001, as the search answers them. */
export function snippetParts(snippet: string): readonly { readonly text: string; readonly hit: boolean }[] {
  return snippet
    .split('\ue000')
    .flatMap((part, index) => {
      if (index === 0) return [{ text: part, hit: false }];
      const [hit = '', ...rest] = part.split('\ue001');
      return [
        { text: hit, hit: true },
        { text: rest.join(''), hit: false },
      ];
    })
    .filter(({ text }) => text !== '');
}
