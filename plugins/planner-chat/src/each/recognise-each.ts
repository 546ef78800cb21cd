import type { Grammar } from '../grammar/grammar.ts';
import { matchAll } from '../grammar/match-all.ts';
import type { Captures } from '../grammar/pattern.ts';
import type { ItemReading } from '../grammar/slots/each.ts';
import { afterOpeners, beforeClosers } from '../parts/strip.ts';
import type { Reading } from '../read-message.ts';
import { type ItemList, itemListOf } from './item-list.ts';
import { type ItemQuestion, itemQuestionOf } from './item-question.ts';

/** A request that a model answers for each item of a list on its own. */
export interface EachRequest {
  readonly items: ItemList;
  readonly question: ItemQuestion;
}

function itemOf({ item, items, column }: Captures): ItemReading | null {
  if (typeof column?.value === 'string') return { kind: 'item', column: column.value };
  return ((item ?? items)?.value as ItemReading | undefined) ?? null;
}

/** Reads a message about the only data there is; null where any word is left over, or nobody can tell what the items are. */
export function recogniseEach(grammar: Grammar, { state, data, pasted }: Reading): EachRequest | null {
  const [source, another] = data;
  // Text behind the first line of a message that nobody marked may hold more than items.
  if (source === undefined || another !== undefined || (pasted > 0 && !source.closed && source.columns === null))
    return null;
  const words = new Set(state.tokens.map(({ text }) => text));
  for (const start of new Set([afterOpeners(grammar.opener, state, 0), 0])) {
    const end = beforeClosers(grammar.closer, state, start);
    for (const { kind, patterns } of grammar.each) {
      for (const { match, needs } of patterns) {
        if (!needs.every((some) => !some.isDisjointFrom(words))) continue;
        const captures = matchAll(match, { ...state, end }, start);
        const reading = captures === null ? null : itemOf(captures);
        const items = reading === null ? null : itemListOf(source, reading);
        const question = captures === null || items === null ? null : itemQuestionOf(kind, captures, items);
        if (items !== null && question !== null && items.count > 0) return { items, question };
      }
    }
  }
  return null;
}
