const SPAN = '(from|between|) {begins:time} (to|until|till|and|-|\u2013) {ends:time}';
const HOW_MANY = 'how many {time_unit} (are there|are|is it|is|) [there]';
const TO_DATE =
  '(date|a date|date and time|a date and time|human readable|human readable date|a human readable date|readable date|datetime|a readable date|utc|human time)';

/** More patterns of dates and times, in the words of every day. They come after those of the same recogniser in `dates.ts`. */
export const everydayDatePatterns: Readonly<Record<string, readonly string[]>> = {
  'dates.add': [
    '{alone:date_expression}',
    '<what> [the] (date|day) [of] {date_expression}',
    '(what|which) (date|day) {date_expression}',
    '(what|which) (date|day) (will|would) [it|that] be {date_expression}',
    'what will [the] (date|day) be {date_expression}',
    '{date_expression} [,|:|=] (what|which) (date|day) [is it|will it be|is that|was it|was that|would that be]',
    '{date_expression} (is|was|will be) (what|which) (date|day)',
  ],
  'dates.difference': [
    '<what> [the] (difference|number of days) between {from:date} and {to:date}',
    'how long (is it|is|was it|) (from|between) {from:date} (to|until|till|and) {to:date}',
    '[from] {from:date} (to|until|till) {to:date} in {date_unit}',
  ],
  'dates.since': ['how long ago (was|is) {from:date}', 'how long since {from:date}'],
  'dates.today': ['(what is|) [the] date today'],
  'dates.week': [
    '(what is|) [the] (current|this) (week number|week|iso week|calendar week)',
    '(week number|iso week|calendar week) (now|today)',
    '(week number|iso week|calendar week) [of|for] {date}',
  ],
  'dates.weekday': ['{date} (weekday|day of the week)', 'what day of the week {date}'],
  'dates.age': [
    '[i was] born [on] {from:date} [,|.] how old am i [now|today]',
    'how old am i [if|when] [i was] born [on] {from:date}',
    '(what is|) [the|my] age (if|when|of|for) [someone|somebody|a person] [i was] born [on] {from:date}',
    '(date of birth|dob|birthday|birth date) [is|:] {from:date} [,] [what is my] (age|how old)',
  ],
  'dates.time_here': [
    'what time is it [right now|now|currently|at the moment]',
    '(what is|) [the] [current|local] time [right now|now|here]',
    'time now',
  ],
  'dates.convert_time': [
    '(what is|convert|what time is|) {time} [in] {from:zone} [time] (in|to|into|is what time in|is what in) {to:zone} [time]',
    '(what time is|) {time} [in] {from:zone} [time] {mine:my_zone}',
    '(if|when) it is {time} in {from:zone} [,] what time is it {mine:my_zone}',
  ],
  'dates.zone_difference': [
    '<what> <the> time [zone] difference between {from:zone} and {to:zone}',
    'how many hours (ahead|behind) is {to:zone} (of|from|than|) {from:zone}',
    'how many hours is {to:zone} (ahead|behind) [of] {from:zone}',
    'how far (ahead|behind) is {to:zone} (of|from) {from:zone}',
  ],
  'dates.leap_year': [
    '(is|was|will) [the year] {integer} [be] [a] leap year',
    '(is|will) {this_year} [be] a leap year',
    '{integer} [a] leap year',
  ],
  'dates.next_leap_year': [
    '(when is|what is|which is|) <the> next leap year [after {integer}]',
    '(what|which) year is the next leap year',
  ],
  'dates.from_unix': [
    `(convert|what is|what date is|when is|when was|decode|translate|) [the] {unix} [:] {integer} [to|into|as|in] [${TO_DATE}]`,
    `(convert|what is|what date is|) [the] [timestamp] {integer} (to|into|as|in) ${TO_DATE}`,
    `(convert|) {unix} (to|into) ${TO_DATE} [:] {integer}`,
  ],
  'dates.to_unix': [
    '(convert|what is|) {instant} (to|into|as|in) [a|an] {unix}',
    '(what is|) <the> {unix} (of|for|:) {instant}',
    '(what is|) <the> current {unix} [now|right now]',
    '(what is|) <the> {unix} (now|right now)',
  ],
  'dates.near_weekday': [
    '<what> <the> date (of|on|) <near>',
    '(what|which) date (is|was|will be) [it] [on] <near>',
    '(when is|when was) <near>',
  ],
  'dates.until_weekday': [
    'how many days [is it|are there|left|are left] (until|till|to) <near_or_plain>',
    '<what> <the> [number of] days (until|till|to) <near_or_plain>',
    'how long [is it] (until|till) <near_or_plain>',
  ],
  'dates.day_of_year': [
    '(what|which) day of the year (is|was) (it|{date}) [today]',
    '(what is|) <the> day of the year [number] [(for|of|on) {date}]',
    '(what is|) <the> day number (for|of|on) {date}',
    '(what|which) day number is (it|{date}) [today]',
    'day of (the|this) year [today]',
  ],
  'dates.days_left': [
    'how many days (are left|left|remain|are remaining) (in|of) (this|the) {part_of_time}',
    'how many days (are left|left|remain|are remaining) this {part_of_time}',
    'how many days (are left|left|remain|are remaining) in {year:integer}',
    '(what is|) <the> [number of] days (left|remaining) (in the|in this|this) {part_of_time}',
    '(how many days|days|how long) (until|till|to) the end of (the|this) {part_of_time}',
  ],
  'dates.month_days': [
    'how many days (are there|are|) in {month}',
    'how many days does {month} have',
    '(what is|) <the> number of days in {month}',
  ],
  'dates.count_days': ['{day_kind} in {period}'],
  'dates.first_or_last_day': [
    '(what is|when is|what date is|) <the> {first_or_last} day (of|in) {period}',
    '(what is|when is|what date is|) <the> {first_or_last} day of (this|the) {part_of_time}',
  ],
  'dates.nth_weekday': [
    '(what is|when is|what date is|when was|) <the> [date of the] {nth} {weekday} (of|in) {period}',
  ],
  'dates.now_in': ['(what|which) {part_of_time} is it [now|today]', '(what is|) <the> current {part_of_time}'],
  'dates.is_weekday': [
    '(is|was|will) {date} [be] [on] a {weekday}',
    '(does|did|will) {date} (fall|fell) on a {weekday}',
  ],
  'dates.time_span': [
    'from {alone:time} (to|until|till) {ends:time}',
    `how long (is it|is|) ${SPAN}`,
    `${HOW_MANY} ${SPAN}`,
    '{time_unit} (from|between) {begins:time} (to|until|till|and) {ends:time}',
    '<what> <the> [number of] {time_unit} (from|between) {begins:time} (to|until|till|and) {ends:time}',
    '<what> <the> (duration|time|length) (from|of|between) {begins:time} (to|until|till|and) {ends:time}',
    '<what> <the> {difference:time_difference} (between|of|from) {begins:time} (and|to) {ends:time}',
    '[from] {begins:time} (to|until|till|-|\u2013) {ends:time} [is|=|,|:] (how long|how many hours|duration)',
    '[from] {begins:time} (to|until|till|-|\u2013) {ends:time} in {time_unit}',
  ],
  'dates.time_add': [
    '<what> {time} (plus|+) {duration}',
    '<what> {time} {minus:back} {duration}',
    'add {duration} to {time}',
    '{minus:subtract_word} {duration} from {time}',
    '(what time is|what is|when is|what time will it be|) {duration} {side} {time}',
  ],
  'dates.time_from_now': [
    '(what time (is it|will it be|would it be|is)|what will the time be|what is the time) [in] {duration} [from now]',
    '(what time (is it|was it|was)|what was the time) {duration} {minus:before_now}',
    'in {alone:duration}',
    '{alone:duration} from now',
  ],
};
