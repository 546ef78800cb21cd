import type { Caught } from '../../grammar/pattern.ts';
import { type GraphDraft, part, type Ref } from '../../graph/draft.ts';
import { say } from '../../graph/say.ts';
import { evaluate, writeNumber } from '../../graph/write-value.ts';
import type { Recogniser } from '../recogniser.ts';

/** The numbers that were caught, where all are exact; null otherwise. */
function literalsOf(caught: Caught | undefined, least = 2): readonly string[] | null {
  const literals = caught?.value;
  if (!Array.isArray(literals) || literals.length < least || literals.length > 200) return null;
  return literals.every((literal) => literal.replaceAll(/\D/g, '').length <= 15) ? literals : null;
}

const statisticsOf = (draft: GraphDraft, values: readonly number[], deviation: 'sample' | 'population') =>
  draft.compute('statistics', `Summarise ${values.length} numbers`, 'math.statistics', {
    values: [...values],
    deviation,
  });

/** Whether some numbers come more often than others: without that, what the mode is has two answers. */
function hasMode(literals: readonly string[]): boolean {
  const counts = new Map<number, number>();
  for (const value of literals.map(Number)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return new Set(counts.values()).size > 1 || counts.size === 1;
}

function modeOf(draft: GraphDraft, values: readonly number[]): { readonly value: Ref; readonly written: Ref } {
  const found = draft.compute('mode', 'The most frequent', 'math.mode', { values: [...values] });
  const items = part(found, '/modes');
  const list = draft.compute('listed', 'Write the list', 'text.join', { items, separator: ', ' });
  return { value: items, written: draft.compute('shown', 'In bold', 'text.concat', { parts: ['**', list, '**'] }) };
}

/** Deviations and variances, of a sample and of everybody; modes, means of other kinds, several statistics at once. */
export const moreStatistics: readonly Recogniser[] = [
  {
    id: 'numbers.spread',
    claim({ spread, numbers: list, population, sample }, { numbers, language }) {
      const [name, literals] = [spread?.value, literalsOf(list)];
      if (typeof name !== 'string' || literals === null) return null;
      const count = String(literals.length);
      const kinds =
        population !== undefined ? ['population'] : sample !== undefined ? ['sample'] : ['population', 'sample'];
      const [only, other] = kinds as ('population' | 'sample')[];
      const sentences = language.phrases.calculations;
      return {
        endsInList: true,
        build(draft) {
          const of = (kind: 'population' | 'sample') => {
            const value = part(statisticsOf(draft, literals.map(Number), kind), `/${name}`);
            return { value, written: writeNumber(draft, value, numbers, { form: 'bold' }) };
          };
          if (only === undefined || other !== undefined) {
            const [all, some] = [of('population'), of('sample')];
            const value = { population: all.value, sample: some.value };
            return {
              value: draft.compute('both', 'Both', 'value.constant', { value }),
              line: say(sentences[`numbers.${name}`] ?? '', { count, all: all.written, some: some.written }),
            };
          }
          const { value, written } = of(only);
          return { value, line: say(sentences[`numbers.${name}.${only}`] ?? '', { count, written }) };
        },
      };
    },
  },
  {
    id: 'numbers.mode',
    claim({ numbers: list }, { language }) {
      const literals = literalsOf(list);
      if (literals === null || !hasMode(literals)) return null;
      return {
        endsInList: true,
        build(draft) {
          const { value, written } = modeOf(draft, literals.map(Number));
          const count = String(literals.length);
          return { value, line: say(language.phrases.calculations['numbers.mode'] ?? '', { count, written }) };
        },
      };
    },
  },
  {
    id: 'numbers.other_mean',
    claim({ other_mean: kind, numbers: list }, { numbers, language }) {
      const literals = literalsOf(list);
      if (literals === null || literals.length > 50 || !literals.every((literal) => Number(literal) > 0)) return null;
      const [name, count] = [String(kind?.value), literals.length];
      const code =
        name === 'geometric'
          ? `(${literals.join(' * ')})^(1/${count})`
          : `${count} / (${literals.map((literal) => `1 / ${literal}`).join(' + ')})`;
      if (!(literals.reduce((product, literal) => product * Number(literal), 1) < 1e100)) return null;
      return {
        endsInList: true,
        build(draft) {
          const { value, written } = evaluate(draft, `The ${name} mean`, code, numbers, { form: 'bold' });
          const sentence = language.phrases.calculations[`numbers.${name}`] ?? '';
          return { value, line: say(sentence, { count: String(count), written }) };
        },
      };
    },
  },
  {
    id: 'numbers.several_statistics',
    claim({ first, second, third, fourth, numbers: list }, { numbers }) {
      const literals = literalsOf(list, 3);
      const names = [first, second, third, fourth].flatMap((item) =>
        typeof item?.value === 'string' ? [item.value] : [],
      );
      if (literals === null || new Set(names).size < names.length || names.length < 2) return null;
      if (names.includes('mode') && !hasMode(literals)) return null;
      return {
        endsInList: true,
        build(draft) {
          const values = literals.map(Number);
          const result = draft.share(`statistics ${literals}`, () => statisticsOf(draft, values, 'sample'));
          const answers = names.map((name) => {
            if (name === 'mode') return { name, ...modeOf(draft, values) };
            const value = part(result, `/${name}`);
            return { name, value, written: writeNumber(draft, value, numbers, { form: 'bold' }) };
          });
          const value = Object.fromEntries(answers.map(({ name, value }) => [name, value]));
          return {
            value: draft.compute('all', 'All of them', 'value.constant', { value }),
            line: answers.flatMap(({ name, written }, i) => [`${i === 0 ? '' : ', '}${name} `, written]),
          };
        },
      };
    },
  },
];
