import type { Operation } from './operation/define-operation.ts';
import { colorOperations } from './operations/color/color-operations.ts';
import { cronOperations } from './operations/cron/cron-operations.ts';
import { csvOperations } from './operations/csv/csv-operations.ts';
import { dateOperations } from './operations/date/date-operations.ts';
import { decodeOperations } from './operations/decode/decode-operations.ts';
import { encodeOperations } from './operations/encode/encode-operations.ts';
import { hashOperations } from './operations/hash/hash-operations.ts';
import { jsonOperations } from './operations/json/json-operations.ts';
import { listOperations } from './operations/list/list-operations.ts';
import { logicOperations } from './operations/logic/logic-operations.ts';
import { markdownOperations } from './operations/markdown/markdown-operations.ts';
import { mathOperations } from './operations/math/math-operations.ts';
import { numberOperations } from './operations/number/number-operations.ts';
import { regexOperations } from './operations/regex/regex-operations.ts';
import { tableOperations } from './operations/table/table-operations.ts';
import { textOperations } from './operations/text/text-operations.ts';
import { unitsOperations } from './operations/units/units-operations.ts';
import { uuidOperations } from './operations/uuid/uuid-operations.ts';
import { valueOperations } from './operations/value/value-operations.ts';
import { yamlOperations } from './operations/yaml/yaml-operations.ts';

/** Every operation of this library, by group. */
export const operations: readonly Operation[] = [
  ...mathOperations,
  ...unitsOperations,
  ...dateOperations,
  ...textOperations,
  ...jsonOperations,
  ...csvOperations,
  ...tableOperations,
  ...listOperations,
  ...hashOperations,
  ...encodeOperations,
  ...decodeOperations,
  ...numberOperations,
  ...regexOperations,
  ...valueOperations,
  ...logicOperations,
  ...markdownOperations,
  ...uuidOperations,
  ...cronOperations,
  ...colorOperations,
  ...yamlOperations,
];
