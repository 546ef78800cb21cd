import type { PlanAttachment } from '@kora/contracts';
import type { DataSource } from './data-source.ts';
import { describeSource } from './detect-kind.ts';

function kindOf({ name, media_type }: PlanAttachment): DataSource['kind'] {
  const type = media_type.toLowerCase();
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (ending === 'csv' || ending === 'tsv' || type.includes('csv') || type.includes('tab-separated')) return 'csv';
  if (ending === 'json' || type.includes('json')) return 'json';
  if (ending === 'yaml' || ending === 'yml' || type.includes('yaml')) return 'yaml';
  return ending === 'md' || type.includes('markdown') ? 'markdown' : 'text';
}

/** What a planner needs to know of an attachment, from its name, its type and its first lines. */
export function sourceOf(attachment: PlanAttachment, position: number): DataSource {
  const origin = { pasted: false, closed: true, position };
  return describeSource(attachment.name, kindOf(attachment), attachment.text, origin);
}
