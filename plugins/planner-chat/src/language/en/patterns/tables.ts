const table = '[<thisdata>]';

/** Patterns of questions about tables that take more than one step: periods, leaders, shares, duplicates, lists. */
export const tablePatterns: Readonly<Record<string, readonly string[]>> = {
  'data.by_period': [
    `<what> <the> {additive_aggregate} [of] <the> {column} ${table} (by|per|for each|for every|each|every) {grain} ${table}`,
    `{column} (by|per) {grain} ${table}`,
    `<what> <the> {column} (by|per) {grain} ${table}`,
    `{grain:grain_ly} (total|totals) [of] {column} ${table}`,
    `{grain:grain_ly} {column} ${table}`,
    `<what> <the> {additive_aggregate} ${table} (by|per|for each) {grain} ${table}`,
    `(how many|count <the> [number of]|number of) {rows_counted} (are there|) ${table} (by|per|for each|in each) {grain} ${table}`,
    `{rows_counted} per {grain} ${table}`,
  ],
  'data.leaders': [
    `(show|list|give|get|what are|who are|which are|find|display|) [me] <the> {end} {integer} {groups:plural_column} ${table} by [{total}] {column} ${table}`,
    `(show|list|give|get|what are|who are|which are|find|display|) [me] <the> {integer} {groups:plural_column} ${table} with <the> {extreme} {total} {column} ${table}`,
    `(which|what) {group:column} (has|had|made|brought in|generated) <the> {extreme} {total} {column} ${table}`,
    `(which|what) {group:column} (sold|bought|had|has|made|generated|ordered|used) <the> {extreme:extreme_sum} {column} ${table}`,
  ],
  'data.shares': [
    `<whatshare> of <the> [total] {column} (is|does|comes from|is from|falls on|came from) (each|every) {group:column} ${table}`,
    `<whatshare> of <the> total (is|comes from|is from|does) (each|every) {group:column} [have|make up] ${table}`,
    `<what> <the> (percentage|percent|share|%) of <the> [total] {column} ${table} (by|per|for each|of each) {group:column} ${table}`,
    `(percentage|percent|share|%) of <the> total (by|per|for each) {group:column} ${table}`,
    `{column} share (by|per) {group:column} ${table}`,
  ],
  'data.row_share': [
    `<whatshare> of <the> <rows> ${table} (have|with|are|where|has) <condition>`,
    `<whatshare> of <the> <rows> ${table} (have|has|with) <the> {where:column} {cell}`,
    `<whatshare> of <the> <rows> ${table} (are|have) {only:known_cell}`,
  ],
  'data.dedupe': [
    `<drop> <the> [all] (duplicates|duplicate <rows>) ${table} (by|based on|on|with the same|by the same) <the> {column} [column]`,
    `<drop> <the> [all] <rows> with [a] duplicate {column} ${table}`,
    `(deduplicate|dedupe|de-duplicate|dedup) [it|this|the <rows>|<thetable>] (by|on|based on) <the> {column} [column]`,
    `(keep|show) [only] one row (per|for each) {column} ${table}`,
    `<drop> <the> [all] [exact] duplicate <rows> ${table} {here}`,
  ],
  'data.repeated': [
    `(which|what) {column:plural_column} (appear|occur|are there|are listed|show up) (more than once|twice or more|several times|multiple times) ${table}`,
    `(which|what) {column:plural_column} are (duplicated|duplicates|repeated|not unique) ${table}`,
    `(find|show|list|show me) [all] <the> duplicate {column:plural_column} ${table}`,
    `(find|show|list|show me) [all] <the> (duplicates|duplicate values) in <the> [column] {column} [column] ${table}`,
  ],
  'data.shape': [
    'how many columns (are there|are|does|do|) (in|) <thetable> [have|contain]',
    'how many columns [are there|do i have|are in here|in total] {here}',
    'how many {both:rows_and_columns} (are there|are|does|do|) (in|) <thetable> [have|contain]',
    'how many {both:rows_and_columns} [are there|do i have] {here}',
  ],
  'data.date_range': [
    `(what is|show|find|) [me] <the> (date range|range of dates|earliest and latest date|earliest and latest dates) ${table} {here}`,
    `(what is|what was|find|) <the> {first:earliest_word} date ${table} {here}`,
    `(what is|what was|find|) <the> {last:latest_word} date ${table} {here}`,
  ],
  'data.select': [
    `(show|keep|select|give|list|display|return) [me] (only|just) <the> [columns|fields] {column} (and|, and|,) {column2:column} [(,|and|, and) {column3:column}] [columns] ${table}`,
    `(select|show|keep|give|return) [me] <the> (columns|fields) {column} (and|, and|,) {column2:column} [(,|and|, and) {column3:column}] ${table}`,
    `(show|keep|give|display|return) [me] (only|just) <the> [column] {column} column ${table}`,
    `<hide> <the> (column|field) {dropped:column} ${table}`,
    `<hide> <the> {dropped:column} (column|field) ${table}`,
  ],
  'data.two_lists': [
    '(which|what) [lines|items|entries|names|words] (are|is) [only] in <the> {left:file} (but not in|and not in|but not|that are not in|and not) <the> {right:file}',
    '(which|what) [lines|items|entries|names|words] (are|is) [only] in the {forward:first_word} (list|file) (but not in|and not in) the (second|second one|second list|second file|other|other one) {two}',
    '(which|what) [lines|items|entries|names|words] (are|is) [only] in the {backward:second_word} (list|file) (but not in|and not in) the (first|first one|first list|first file) {two}',
    '(which|what) (lines|items|entries|names|words) (are|appear|stand|occur) in {shared:both_lists} {two}',
    '(show|list|find|give me|what are) [me] [all] <the> (lines|items|entries|names|words) (in|that are in|that appear in) {shared:both_lists} {two}',
    '(show|list|find|give me|what are) [me] [all] <the> {shared:common_lines} {two}',
    '(merge|combine|join) {merged:both_lists} and remove [the] duplicates {two}',
  ],
};

/** More ways to say which rows a question is about. */
export const narrowedPatterns: Readonly<Record<string, readonly string[]>> = {
  'data.aggregate': [
    `<what> <the> {aggregate} [of] <the> {column} ${table} (for|of) {only:known_cell} ${table}`,
    `<what> <the> {aggregate} [of] <the> {column} ${table} in {during:period} ${table}`,
    `<what> <the> {aggregate} [of] <the> {column} ${table} (between|from) {from:date} (and|to|until) {to:date} ${table}`,
    `<what> <the> {aggregate} [of] <the> [column] {column} [column] ${table} (by|per|for each) {group:column} [,] [sorted|ordered] {order}`,
  ],
  'data.count': [
    `how many <rows> are {only:known_cell} ${table}`,
    `how many <rows> (are there|) for {only:known_cell} ${table}`,
    `how many <rows> (are there|) in {during:period} ${table}`,
    `how many <rows> (have no|are missing|are without|do not have a|lack) [a|an|the] {absent:column} ${table}`,
    `how many (missing|empty|blank) (values|cells) (are there|are|) in <the> {absent:column} [column] ${table}`,
    `how many <rows> ${table} (have|with) [a|an] (missing|empty|blank) {absent:column} ${table}`,
    `how many <rows> (where|whose) {absent:column} is (missing|empty|blank|null|not set) ${table}`,
    `(count|number of|count the number of) <rows> (where|with) {absent:column} (is|) (missing|empty|blank) ${table}`,
    `(how many of each|count of each|count per|value counts of|value counts for|frequency of each|frequencies of) {group:column} ${table}`,
  ],
  'data.filter': [
    `<showthe> <rows> ${table} (where|whose) <the> {absent:column} [column] is (missing|empty|blank|null|not set) ${table}`,
    `<showthe> <rows> ${table} (with no|without a|without|with missing|with empty|with a missing|with an empty|with blank|missing) {absent:column} ${table}`,
    `(which|what) <rows> (have no|are missing|lack|have an empty|have a missing) [a|the] {absent:column} ${table}`,
    `<showthe> <rows> ${table} (where|whose) <the> {present:column} [column] is not (missing|empty|blank|null) ${table}`,
    `<showthe> <rows> ${table} (for|of) {only:known_cell} ${table}`,
    `(show|list|filter|find|get|give|select|keep|display) [me] [only] [all] <the> {only:known_cell} <rows> ${table}`,
    `<showthe> <rows> ${table} (in|from) {during:period} ${table}`,
    `<showthe> <rows> ${table} between {from:date} and {to:date} ${table}`,
    `<rows> (where|with|whose) <condition> [{and_or} <condition2>]`,
  ],
  'data.distinct': [`(what|which) {column:plural_column} (are there|are in <thetable>|exist|occur) {here}`],
};
