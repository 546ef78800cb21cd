export { ANY_JSON } from './any-json.ts';
export { type LoweredSchema, lowerSchema } from './lower-schema.ts';
export { EMBEDDED_PROFILE, type LoweringProfile, SERVER_PROFILE } from './lowering-profile.ts';
