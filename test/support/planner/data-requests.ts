import type { PlanAttachment } from '@kora/contracts';

/** A request about data, as people make them. */
export interface DataRequest {
  readonly message: string;
  readonly attachments: readonly PlanAttachment[];
}

/** Numbers that look random and are always the same. */
function sequence(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

function sales(rows: number): PlanAttachment {
  const next = sequence(rows);
  const regions = ['North', 'South', 'East', 'West'];
  const products = ['Desk', 'Chair', 'Lamp', 'Shelf'];
  const lines = Array.from({ length: rows }, () => {
    const [month, day] = [1 + next(12), 1 + next(28)];
    const date = `2026-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
    return `${date},${regions[next(4)]},${products[next(4)]},${1 + next(40)},${next(90_000) / 100}`;
  });
  return { name: 'sales.csv', media_type: 'text/csv', text: `date,region,product,units,amount\n${lines.join('\n')}\n` };
}

const COMPUTED = [
  'average of the amount column by region',
  'total amount by product',
  'what is the total units by region?',
  'highest amount by region',
  'how many rows are in this file?',
  'top 5 rows by amount',
  'count rows by product',
  'list the unique values of region',
  'what is the median amount?',
  'show rows where units is at least 40 and region is North',
  'average amount where product is Lamp',
  'which columns does this file have?',
  'describe this csv',
];

const WORDED = [
  'Summarise the sales by region in this CSV and write a comment.',
  'Write a short report about the amount by product.',
  'What are the main insights about units by region?',
  'Give me an overview of this data in two sentences.',
  'Explain the pattern of amount by region to my manager.',
  'Interpret the totals by product and draft a paragraph for the newsletter.',
  'Analyse the amount by region and suggest what to look at next.',
  'Write a summary of the amount by product for the board.',
];

const ROWWISE = [
  'Which row looks like a typing mistake?',
  'Translate every product name to German.',
  'Classify each sale as small or large and say why.',
  'Write a friendly note for each region manager.',
];

const SIZES = [30, 300];

/** The fixed set: 26 requests that can be computed, 16 that need words about a summary, 8 that need the rows themselves. */
export const DATA_REQUESTS: readonly DataRequest[] = SIZES.flatMap((rows) =>
  [...COMPUTED, ...WORDED, ...ROWWISE].map((message) => ({ message, attachments: [sales(rows)] })),
);
