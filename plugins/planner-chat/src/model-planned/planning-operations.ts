/** What a step gives, and so how it is shown when it is the answer: as it is, as a table, by its field `text`, or as a word. */
export type Given = 'text' | 'rows' | 'text_field' | 'number' | 'value';

/** An operation that a model may plan with: its name, its arguments in short, and what it gives. */
export interface PlanningOperation {
  readonly name: string;
  readonly arguments: string;
  readonly gives: string;
  readonly given: Given;
}

const of = (name: string, args: string, gives: string, given: Given): PlanningOperation => ({
  name,
  arguments: args,
  gives,
  given,
});

/** A part of the standard operations that is small enough for a prompt and covers what people ask for. */
export const PLANNING_OPERATIONS: readonly PlanningOperation[] = [
  of('math.evaluate', '{"expression": "2 * (3 + 4)"}', '{"value": 14, "text": "14"}', 'text_field'),
  of('math.statistics', '{"values": [1, 2, 3]}', '{"count", "sum", "mean", "median", "min", "max", …}', 'value'),
  of('units.convert', '{"value": 5, "from": "km", "to": "mi"}', '{"value", "text"}', 'text_field'),
  of('date.add', '{"date": "2026-01-31", "days": 10}', 'a date', 'text'),
  of(
    'date.difference',
    '{"from": "2026-01-01", "to": "2026-03-01", "unit": "days"}',
    '{"whole", "total", "duration"}',
    'value',
  ),
  of('text.count', '{"text": "…"}', '{"characters", "words", "lines", …}', 'value'),
  of('text.case', '{"text": "…", "to": "upper"}', 'a text', 'text'),
  of('text.extract', '{"text": "…", "kind": "emails"}', 'a list', 'value'),
  of('text.replace', '{"text": "…", "find": "a", "replacement": "b"}', 'a text', 'text'),
  of('text.concat', '{"parts": ["a", 1]}', 'a text', 'text'),
  of('csv.parse', '{"text": "…"}', '{"columns", "rows"}', 'value'),
  of('json.parse', '{"text": "…"}', 'any value', 'value'),
  of('json.query', '{"value": …, "expression": "a JMESPath expression"}', 'any value', 'value'),
  of('table.filter', '{"rows": …, "where": [{"column": "c", "test": "greater", "value": 1}]}', 'rows', 'rows'),
  of('table.sort', '{"rows": …, "by": [{"column": "c", "order": "descending"}]}', 'rows', 'rows'),
  of('table.limit', '{"rows": …, "count": 10}', 'rows', 'rows'),
  of(
    'table.group_aggregate',
    '{"rows": …, "group_by": ["c"], "aggregates": [{"function": "sum", "column": "n"}]}',
    'rows',
    'rows',
  ),
  of('table.describe', '{"rows": …}', '{"rows", "columns"}', 'value'),
  of('list.sort', '{"items": […]}', 'a list', 'value'),
  of('list.count', '{"items": […]}', 'a number', 'number'),
  of('markdown.table', '{"rows": …}', 'a text', 'text'),
];

const GIVEN: ReadonlyMap<string, Given> = new Map(PLANNING_OPERATIONS.map(({ name, given }) => [name, given]));

/** What an operation of the list gives; undefined for one that is not on it. A question to the model gives text. */
export function givenBy(operation: string): Given | undefined {
  return operation === 'model' ? 'text' : GIVEN.get(operation);
}
