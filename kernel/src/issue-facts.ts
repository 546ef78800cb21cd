/** Issues as they travel in an error's details: plain JSON. */
export type IssueFacts = readonly { readonly path: string; readonly code: string; readonly message: string }[];

/** Copies issues into plain JSON. */
export function issueFacts(issues: IssueFacts): IssueFacts {
  return issues.map(({ path, code, message }) => ({ path, code, message }));
}

/** The first issue in words, and how many more there are. @param whole what an empty path stands for. */
export function firstIssue(whole: string, issues: IssueFacts): string {
  const [first] = issues;
  const more = issues.length > 1 ? `, and ${issues.length - 1} more in details.issues` : '';
  return first === undefined
    ? 'no issue was given'
    : `${first.path === '' ? whole : first.path} ${first.message}${more}`;
}
