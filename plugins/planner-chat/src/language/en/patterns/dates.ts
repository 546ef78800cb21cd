/** Patterns of dates and times. */
export const datePatterns: Readonly<Record<string, readonly string[]>> = {
  'dates.difference': [
    'how many {date_unit} (are there|are|is it|lie|were there|were|is|pass|passed|elapsed|) (between|from) {from:date} (and|to|until|till) {to:date}',
    '<what> [the] [number of] {date_unit} (between|from) {from:date} (and|to|until|till) {to:date}',
    '<what> [the] (difference|time|distance) in {date_unit} between {from:date} and {to:date}',
    '<what> [the] difference between {from:date} and {to:date} in {date_unit}',
  ],
  'dates.until': [
    'how many [more] {date_unit} [is it|are there|are left|left|remain|to go|do i have|do we have] (until|till|to|before) {to:date}',
    'how long [is it|] (until|till|to) {to:date}',
    '<what> [the] [number of] {date_unit} (until|till|left until|remaining until) {to:date}',
    '{date_unit} (until|till|to) {to:date}',
    'how many {date_unit} away is {to:date}',
    'how far away is {to:date} in {date_unit}',
  ],
  'dates.since': [
    'how many {date_unit} (have passed since|since|has it been since|have gone by since|passed since|ago was|is it since|are there since|ago is) {from:date}',
    '<what> [the] [number of] {date_unit} since {from:date}',
    'how long has it been since {from:date}',
  ],
  'dates.add': [
    '(what|which) (date|day) (is|will be|will it be|was|was it|would be|is it|would it be|falls|comes|do i get) {date_expression}',
    '(what is|) the date (of|) {date_expression}',
    '(what is|what was|) {date_of:day_owner} date',
    '(what is|what was|what will be) the date {date_of:near_day}',
    '(what|which) day (is|was) it {date_of:near_day}',
    '(when is|when was|when will be|calculate) {date_expression}',
    'what is {counted_from:date_expression}',
    'add {amount:integer} {date_unit} to {base:date}',
    'subtract {minus:integer} {date_unit} from {base:date}',
  ],
  'dates.business_add': [
    '(what|which) (date|day) (is|will be|was|will it be|would be|falls|comes|is it) [in] {integer} <workdays> {side} {date}',
    '(what is|) the date {integer} <workdays> {side} {date}',
    '(what is|when is|calculate|) {integer} <workdays> {side} {date}',
    '(what|which) (date|day) (is|will be|will it be|is it) in {integer} <workdays>',
    'add {integer} <workdays> to {date}',
    'subtract {minus:integer} <workdays> from {date}',
  ],
  'dates.business_between': [
    'how many <workdays> (are there|are|is it|lie|were there|were|) (between|from) {from:date} (and|to|until|till|through) {to:date}',
    '<what> <the> [number of] <workdays> (between|from) {from:date} (and|to|until|till) {to:date}',
    'count <the> <workdays> (between|from) {from:date} (and|to|until|till) {to:date}',
  ],
  'dates.quarter': [
    '(what|which) [calendar] quarter (is|was|will) {date} [in|be in]',
    '(what|which) [calendar] quarter (does|did|is) {date} (fall in|fall into|in|belong to)',
    'in (what|which) [calendar] quarter (is|was) {date}',
    '(what|which) [calendar] quarter is it [now|today]',
    '(what is|) <the> [calendar] quarter (of|for) {date}',
  ],
  'dates.week_days': [
    '(what|which) (dates|days) (are in|are|does|do|fall in|belong to) (calendar week|iso week|week) {week:integer} [of|in] {year:integer} [cover|span|have|include]',
    'when (is|was|does|did) (calendar week|iso week|week) {week:integer} [of|in] {year:integer} [start|begin|end]',
    '(what is|) <the> (dates|days|date range|start and end) (of|for) (calendar week|iso week|week) {week:integer} [of|in] {year:integer}',
  ],
  'dates.age': [
    'how old am i if i was born on {from:date}',
    'i was born on {from:date} [,|.] how old am i [now|today]',
    'how old (is|would be) (someone|somebody|a person) [who was] born on {from:date} [now|today]',
    'how old (is|was|will be|would be) (someone|somebody|a person) [who was] born on {from:date} (on|by) {to:date}',
    '(what is|calculate|) the age of (someone|somebody|a person) born on {from:date}',
  ],
  'dates.count_days': [
    'how many {day_kind} (are there|are|does|were there|were|will there be|) [in] {period} [have]',
    '(what is|) <the> number of {day_kind} in {period}',
    'count <the> {day_kind} in {period}',
  ],
  'dates.weekday': [
    '(what|which) (day of the week|weekday|day) (is|was|will be|will|did|does) {date} [fall on|be|have|fall]',
    '(what|which) (day of the week|weekday|day) (is|was|will be) it on {date}',
    'on (what|which) (day of the week|weekday|day) (does|did|will|was|is) {date} [fall|have fallen]',
    '(what|which) (day of the week|weekday) (is|was|will) it [be] {date_expression}',
    '(what is|) <the> (weekday|day of the week) (of|for|on) {date}',
  ],
  'dates.today': [
    '(what is|) (today s|the current|todays|current) date [today]',
    '(what|which) (date|day) is [it] (today|now)',
    '(what|which) (date|day) is it',
    'what is the date [today|now]',
    'what is today',
    'today s date',
  ],
  'dates.week': [
    'what is the (week number|calendar week|iso week) [today|now]',
    '(what|which) (week|calendar week|week number|iso week|week of the year) is {date} [in]',
    '(what|which) (week|calendar week|week number|iso week|week of the year) is it [today|now]',
    '(what|which) (week|calendar week|iso week) (does|is) {date} (fall in|fall into|in|belong to)',
    '<what> [the] (week number|calendar week|iso week|iso week number|number of the week) (of|for|on) {date}',
    'in (what|which) (week|calendar week|iso week) is {date}',
  ],
  'dates.time_there': [
    'what time is it [right now|now|currently|at the moment] in {zone} [right now|now|currently|at the moment]',
    '(what is|) <the> [current|local] time [right now|now] in {zone} [right now|now]',
    'time in {zone} [right now|now]',
    'current {zone} time',
  ],
  'dates.convert_time': [
    '(what is|convert|) {time} [in] {from:zone} [time] (in|to|into) {to:zone} [time]',
    '(what time is|when is) {time} [in] {from:zone} [time] in {to:zone} [time]',
    '(when it is|if it is) {time} in {from:zone} [,] what time is it in {to:zone}',
    'what time is it in {to:zone} (when it is|if it is|at) {time} [in] {from:zone} [time]',
  ],
};

/** Patterns of bases and Roman numerals. */
export const notationPatterns: Readonly<Record<string, readonly string[]>> = {
  'numbers.base': [
    '(convert|what is|change|turn|express|write|translate|) [the] [number] {run} (in|to|into|as) {to:base} [number|form|notation]',
    '(convert|what is|change|turn|express|write|) [the] {from:base} [number|value] {run} (in|to|into|as) [a|an] {to:base} [number|form|notation]',
    '(convert|what is|change|turn|) {run} (from|in) {from:base} (to|into) {to:base}',
    '(what is|) <the> {to:base} (representation|form|equivalent|value|notation|of) [of|for] {run}',
    '{run} {from:base} (in|to) {to:base}',
    '(convert|) {from:base} to {to:base} [:] {run}',
  ],
  'numbers.to_roman': [
    '(convert|what is|write|change|express|turn|) [the] [number|year] {integer} (in|to|as|into|using) [a] roman (numerals|numeral|number|numbers)',
    '(what is|) <the> roman (numeral|numerals|number) (for|of) {integer}',
    '{integer} roman numeral',
  ],
  'numbers.from_roman': [
    '(convert|what is|change|turn|) [the] [roman numeral|roman number] {roman} (in|to|as|into) (decimal|arabic|arabic numerals|an arabic number|a number|numbers|digits|arabic numbers|a decimal number)',
    '(what|which) number is [the] [roman numeral] {roman}',
    '(what is|convert) [the] roman (numeral|number) {roman}',
    '(what|how much) is [the] roman (numeral|number) {roman} [worth]',
  ],
};
