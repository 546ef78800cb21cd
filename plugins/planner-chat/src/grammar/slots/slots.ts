import type { Slot } from '../pattern.ts';
import { bare, char, dots, escaped, firstBare, markup } from './bare.ts';
import { instant, month, weekday } from './calendar-words.ts';
import { cell } from './cells.ts';
import { columnItem } from './column-items.ts';
import { column, file, pluralColumn, sharedColumn, sharedPlural } from './columns.ts';
import { date, dateExpression, time, zone } from './dates.ts';
import { duration } from './durations.ts';
import { fields, item, items, labels } from './each.ts';
import { expression } from './expression.ts';
import { formula } from './formula.ts';
import { height } from './heights.ts';
import { inline } from './inline.ts';
import { knownCell, ownerCell } from './known-cell.ts';
import { listOf } from './list-of.ts';
import { numbers } from './lists.ts';
import { money } from './money.ts';
import { newName } from './new-name.ts';
import { color, colorName, cron, cronName, hexDigits, quotedText, rgbTriple, roman } from './notations.ts';
import { integer, number, percent } from './numbers.ts';
import { people } from './people.ts';
import { period } from './periods.ts';
import { piece } from './pieces.ts';
import { spoken } from './spoken-number.ts';
import {
  bareRegex,
  blob,
  here,
  jsonPath,
  letter,
  oneLetter,
  pasted,
  pastedJson,
  quoted,
  regex,
  run,
  text,
  two,
  word,
} from './texts.ts';
import { quantity, unit } from './units.ts';

/** Every kind of slot that a pattern can name. */
export const SLOTS: Readonly<Record<string, Slot>> = {
  blob,
  cell,
  color,
  color_name: colorName,
  column,
  columns: listOf(columnItem),
  cron,
  date,
  date_expression: dateExpression,
  duration,
  expression,
  fields,
  file,
  formula,
  height,
  here,
  instant,
  integer,
  item,
  items,
  json_path: jsonPath,
  labels,
  known_cell: knownCell,
  letter,
  money,
  name: newName,
  month,
  number,
  owner_cell: ownerCell,
  numbers,
  pasted,
  people,
  percent,
  period,
  plural_column: pluralColumn,
  quantity,
  quoted,
  quoted_text: quotedText,
  regex,
  roman,
  run,
  shared_column: sharedColumn,
  shared_plural: sharedPlural,
  spoken,
  text,
  time,
  two,
  unit,
  weekday,
  word,
  zone,
  bare,
  char,
  dots,
  escaped,
  first_bare: firstBare,
  markup,
  rgb: rgbTriple,
  hex_digits: hexDigits,
  cron_name: cronName,
  inline,
  pasted_json: pastedJson,
  bare_regex: bareRegex,
  one_letter: oneLetter,
  piece,
};
