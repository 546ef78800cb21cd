/** An operation that a model may plan with: its name, its arguments in short, and what it gives. */
export interface PlanningOperation {
  readonly name: string;
  readonly arguments: string;
  readonly gives: string;
}

const of = (name: string, args: string, gives: string): PlanningOperation => ({ name, arguments: args, gives });

/** A part of the standard operations that is small enough for a prompt and covers what people ask for. */
export const PLANNING_OPERATIONS: readonly PlanningOperation[] = [
  of('math.evaluate', '{"expression": "2 * (3 + 4)"}', '{"value": 14, "text": "14"}'),
  of('math.statistics', '{"values": [1, 2, 3]}', '{"count", "sum", "mean", "median", "min", "max", …}'),
  of('units.convert', '{"value": 5, "from": "km", "to": "mi"}', '{"value", "text"}'),
  of('date.add', '{"date": "2026-01-31", "days": 10}', 'a date'),
  of('date.difference', '{"from": "2026-01-01", "to": "2026-03-01", "unit": "days"}', '{"whole", "total", "duration"}'),
  of('text.count', '{"text": "…"}', '{"characters", "words", "lines", …}'),
  of('text.case', '{"text": "…", "to": "upper"}', 'a text'),
  of('text.extract', '{"text": "…", "kind": "emails"}', 'a list'),
  of('text.replace', '{"text": "…", "find": "a", "replacement": "b"}', 'a text'),
  of('text.concat', '{"parts": ["a", 1]}', 'a text'),
  of('csv.parse', '{"text": "…"}', '{"columns", "rows"}'),
  of('json.parse', '{"text": "…"}', 'any value'),
  of('json.query', '{"value": …, "expression": "a JMESPath expression"}', 'any value'),
  of('table.filter', '{"rows": …, "where": [{"column": "c", "test": "greater", "value": 1}]}', 'rows'),
  of('table.sort', '{"rows": …, "by": [{"column": "c", "order": "descending"}]}', 'rows'),
  of('table.limit', '{"rows": …, "count": 10}', 'rows'),
  of(
    'table.group_aggregate',
    '{"rows": …, "group_by": ["c"], "aggregates": [{"function": "sum", "column": "n"}]}',
    'rows',
  ),
  of('table.describe', '{"rows": …}', '{"rows", "columns"}'),
  of('list.sort', '{"items": […]}', 'a list'),
  of('list.count', '{"items": […]}', 'a number'),
  of('markdown.table', '{"rows": …}', 'a text'),
];
