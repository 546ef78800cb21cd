import { aggregate } from './data/aggregate.ts';
import { byPeriod } from './data/by-period.ts';
import { documents } from './data/documents.ts';
import { repeated, withoutDuplicates } from './data/duplicates.ts';
import { join } from './data/join.ts';
import { jsonPairs } from './data/json-pairs.ts';
import { jsonShapes } from './data/json-shapes.ts';
import { jsonKeys, jsonLength, jsonPath } from './data/json-values.ts';
import { leaders } from './data/leaders.ts';
import { notAmong } from './data/not-among.ts';
import { rowRecognisers } from './data/rows.ts';
import { columnChoice, dateRange, shape } from './data/shape.ts';
import { rowShare, shares } from './data/shares.ts';
import { twoLists } from './data/two-lists.ts';
import { businessDays } from './dates/business-days.ts';
import { calendar } from './dates/calendar.ts';
import { clock } from './dates/clock.ts';
import { countDays } from './dates/count-days.ts';
import { differences } from './dates/difference.ts';
import { leapYears } from './dates/leap-years.ts';
import { nearWeekdays } from './dates/near-weekdays.ts';
import { partsOfYear } from './dates/parts-of-year.ts';
import { periodsOf } from './dates/periods-of.ts';
import { convertTime, timeThere, zoneDifference } from './dates/times.ts';
import { unixTime } from './dates/unix-time.ts';
import { characters } from './encodings/characters.ts';
import { contrast } from './encodings/contrast.ts';
import { encodings } from './encodings/encodings.ts';
import { color, uuid } from './encodings/identifiers.ts';
import { cron, cronNext } from './encodings/schedules.ts';
import { arithmetic } from './numbers/arithmetic.ts';
import { fractions } from './numbers/fractions.ts';
import { functionsOf } from './numbers/functions-of.ts';
import { inWords } from './numbers/in-words.ts';
import { moneyMatters } from './numbers/money-matters.ts';
import { moreStatistics } from './numbers/more-statistics.ts';
import { bases, fromRoman, toRoman } from './numbers/notations.ts';
import { operations } from './numbers/operations.ts';
import { partsAndPowers } from './numbers/parts-and-powers.ts';
import { percentages } from './numbers/percentages.ts';
import { rounding } from './numbers/rounding.ts';
import { sortNumbers } from './numbers/sort.ts';
import { statistics } from './numbers/statistics.ts';
import { wholeNumbers } from './numbers/whole-numbers.ts';
import type { Recogniser } from './recogniser.ts';
import { addColumn } from './tables/add-column.ts';
import { aggregates } from './tables/aggregates.ts';
import { correlated } from './tables/correlated.ts';
import { duplicateRows } from './tables/duplicate-rows.ts';
import { emptyCells } from './tables/empty-cells.ts';
import { formulaTotal } from './tables/formula-total.ts';
import { rankBy, runningSum } from './tables/more-columns.ts';
import { mostCommon } from './tables/most-common.ts';
import { pick } from './tables/pick.ts';
import { ranking } from './tables/ranking.ts';
import { rename } from './tables/rename.ts';
import { sortBy } from './tables/sort-by.ts';
import { transposed } from './tables/transposed.ts';
import { longestWord, sortByLength } from './texts/by-length.ts';
import { diff, palindrome } from './texts/compare.ts';
import { count, occurrences } from './texts/count.ts';
import { extract, regexExplain, regexFind, regexTest } from './texts/find.ts';
import { letters } from './texts/letters.ts';
import { replace } from './texts/replace.ts';
import { ends, joinLines, linesWith, remove, slug, splitAt } from './texts/reshape.ts';
import { transforms } from './texts/transform.ts';
import { vowels } from './texts/vowels.ts';
import { convert } from './units/convert.ts';
import { convertTwo } from './units/convert-two.ts';
import { several } from './units/several.ts';
import { fuel, twoSystems } from './units/two-systems.ts';

const all: readonly Recogniser[] = [
  ...[arithmetic, ...operations, ...percentages, ...partsAndPowers, statistics, sortNumbers, bases, toRoman, fromRoman],
  ...[...wholeNumbers, ...functionsOf, rounding, ...fractions, ...moneyMatters, ...moreStatistics, ...inWords],
  ...[convert, convertTwo, twoSystems, fuel, ...several],
  ...[...differences, ...calendar, ...businessDays, ...periodsOf, countDays, timeThere, convertTime],
  ...[...leapYears, ...unixTime, ...nearWeekdays, ...partsOfYear, ...clock, zoneDifference],
  ...[count, occurrences, letters, ...transforms, extract, regexFind, regexTest, regexExplain, diff, palindrome],
  ...[...encodings, uuid, color, cron],
  ...[cronNext, characters, contrast],
  ...[replace, vowels, sortByLength, longestWord, slug, joinLines, splitAt, ends, remove, linesWith],
  ...[
    byPeriod,
    leaders,
    shares,
    rowShare,
    withoutDuplicates,
    repeated,
    shape,
    dateRange,
    columnChoice,
    twoLists,
    notAmong,
  ],
  ...[aggregates, pick, ranking, rename, sortBy, addColumn, formulaTotal, emptyCells, duplicateRows],
  ...[runningSum, rankBy, correlated, transposed, mostCommon],
  ...[aggregate, ...rowRecognisers, join, ...documents, jsonPath, jsonKeys, jsonLength],
  ...[...jsonShapes, ...jsonPairs],
];

/** Every recogniser, by its id. */
export const RECOGNISERS: ReadonlyMap<string, Recogniser> = new Map(
  all.map((recogniser) => [recogniser.id, recogniser]),
);
