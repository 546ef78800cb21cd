import { type Script, turns } from '@kora/plugin-sdk/testing';

const STORY = 'There was a lighthouse that nobody had lit for years. '.repeat(20);

/** Answers as a good model would: JSON when there is a schema, a long story otherwise, another one for every seed. */
export const wellBehaved: Script = (request) =>
  request.schema === null
    ? turns.thinking(`Seed ${request.parameters.seed ?? 0}.`, STORY)
    : turns.json({ urgent: true, topic: 'invoice' });
