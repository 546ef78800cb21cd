export { type LoweredSchema, lowerSchema } from './lower-schema.ts';
