/** Somebody else's work that is shipped, and the terms that come with it. */
export interface Notice {
  readonly name: string;
  readonly version: string;
  /** SPDX expression. */
  readonly licence: string;
  readonly text: string;
}

/** Name of the file in which each part of the build lists the notices of what is in it. */
export const NOTICES_FILE = 'licences.json';

const byName = (a: Notice, b: Notice) => (headingOf(a) < headingOf(b) ? -1 : headingOf(a) > headingOf(b) ? 1 : 0);

/** The line that a notice begins with in the one file of all. */
export function headingOf({ name, version, licence }: Omit<Notice, 'text'>): string {
  return `== ${name} ${version} (${licence})`;
}

/** Each work once, by name. */
export function mergeNotices(notices: readonly Notice[]): readonly Notice[] {
  return [...new Map(notices.map((notice) => [headingOf(notice), notice])).values()].sort(byName);
}

/** All notices as one text for people. */
export function noticesText(notices: readonly Notice[]): string {
  const intro =
    'KORA Studio holds the work of others. Each of the following is shipped under the licence that is named with it.';
  return [intro, ...mergeNotices(notices).map((notice) => `${headingOf(notice)}\n\n${notice.text}`), ''].join('\n\n');
}
