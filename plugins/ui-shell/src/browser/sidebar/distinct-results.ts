import type { SearchResults } from '@kora/contracts';

type Results = SearchResults['results'];

/** Without the titles that only say again what a message below them says: most titles are made of the first message. */
export function distinctResults(results: Results): Results {
  const said = new Set(
    results.flatMap((each) => (each.message_id === null ? [] : [`${each.conversation_id} ${each.snippet}`])),
  );
  return results.filter(
    ({ conversation_id, message_id, snippet }) => message_id !== null || !said.has(`${conversation_id} ${snippet}`),
  );
}
