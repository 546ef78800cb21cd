import { type GraphDraft, part, type Ref } from '../../graph/draft.ts';
import { escapeMarkdown } from '../../graph/markdown.ts';
import { say } from '../../graph/say.ts';
import { writeNumber } from '../../graph/write-value.ts';
import type { NumberFormat } from '../../message/number-format.ts';
import type { Recogniser } from '../recogniser.ts';
import { type Currency, currencyOf } from './currency.ts';

const isLiteral = (value: unknown): value is string => typeof value === 'string' && Number(value) > 0;
const MOST_PERIODS = 20_000;

/** Adds the tasks for an amount of money: its exact value, and how it is written, to two decimals where it has more. */
function amount(draft: GraphDraft, code: string, about: number, format: NumberFormat, currency: Currency) {
  const result = draft.compute('amount', `Calculate ${code}`, 'math.evaluate', { expression: code, digits: 40 });
  const digits = String(Math.trunc(Math.abs(about))).length + 2;
  return {
    value: part(result, '/value'),
    written: writeNumber(draft, part(result, '/text'), format, { digits, form: 'bold', ...currency }),
  };
}

const both = (draft: GraphDraft, value: Readonly<Record<string, Ref>>): Ref =>
  draft.compute('both', 'Both', 'value.constant', { value: { ...value } });

/** Bills that are shared, discounts, and interest. */
export const moneyMatters: readonly Recogniser[] = [
  {
    id: 'numbers.split',
    claim({ money, people, percent }, { numbers, language }) {
      const [total, count, tip] = [money?.value, people?.value, percent?.value ?? '0'];
      const currency = currencyOf([money], language);
      if (!isLiteral(total) || typeof count !== 'number' || count < 2 || count > 10_000) return null;
      if (typeof tip !== 'string' || Number(tip) < 0 || currency === null) return null;
      const code = percent === undefined ? `${total} / ${count}` : `${total} * (1 + ${tip} / 100) / ${count}`;
      const about = (Number(total) * (1 + Number(tip) / 100)) / count;
      const [shown, share] = [escapeMarkdown(money?.raw ?? ''), escapeMarkdown(percent?.raw ?? '')];
      const sentence = language.phrases.calculations[percent === undefined ? 'numbers.split' : 'numbers.split_tip'];
      return {
        build(draft) {
          const { value, written } = amount(draft, code, about, numbers, currency);
          return { value, line: say(sentence ?? '', { shown, share, count: String(count), written }) };
        },
      };
    },
  },
  {
    id: 'numbers.discount',
    claim({ money, percent }, { numbers, language }) {
      const [price, share] = [money?.value, percent?.value];
      const currency = currencyOf([money], language);
      if (!isLiteral(price) || !isLiteral(share) || Number(share) > 100 || currency === null) return null;
      const off = (Number(price) * Number(share)) / 100;
      const shown = { price: escapeMarkdown(money?.raw ?? ''), share: escapeMarkdown(percent?.raw ?? '') };
      return {
        build(draft) {
          const less = amount(draft, `${price} * ${share} / 100`, off, numbers, currency);
          const left = amount(draft, `${price} * (1 - ${share} / 100)`, Number(price) - off, numbers, currency);
          const line = say(language.phrases.calculations['numbers.discount'] ?? '', {
            ...shown,
            less: less.written,
            left: left.written,
          });
          return { value: both(draft, { discount: less.value, price: left.value }), line };
        },
      };
    },
  },
  {
    id: 'numbers.interest',
    claim({ money, percent, years, simple, times_a_year: often }, { numbers, language }) {
      const [principal, rate, time] = [money?.value, percent?.value, years?.value];
      const currency = currencyOf([money], language);
      if (!isLiteral(principal) || !isLiteral(rate) || !isLiteral(time) || currency === null) return null;
      const n = often?.value ?? 1;
      if (typeof n !== 'number' || (simple !== undefined && often !== undefined)) return null;
      const periods = Number(time) * n;
      // Of a part of a period, nobody says what it earns.
      if (simple === undefined && (!Number.isInteger(periods) || periods > MOST_PERIODS)) return null;
      const growth = simple === undefined ? `(1 + ${rate} / 100 / ${n})^${periods}` : `(1 + ${rate} / 100 * ${time})`;
      const factor =
        simple === undefined ? (1 + Number(rate) / 100 / n) ** periods : 1 + (Number(rate) / 100) * Number(time);
      const about = Number(principal) * factor;
      if (!(about < 1e15)) return null;
      const kind = simple === undefined ? `compound_${n}` : 'simple';
      const sentence = language.phrases.calculations[`numbers.interest.${kind}`];
      if (sentence === undefined) return null;
      return {
        build(draft) {
          const total = amount(draft, `${principal} * ${growth}`, about, numbers, currency);
          const earned = amount(draft, `${principal} * (${growth} - 1)`, about - Number(principal), numbers, currency);
          const line = say(sentence, { interest: earned.written, total: total.written });
          return { value: both(draft, { interest: earned.value, total: total.value }), line };
        },
      };
    },
  },
];
