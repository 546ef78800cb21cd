export { createLogs, type LogLevel, type LogOptions, type Logs } from './create-logs.ts';
export { logErrors } from './errors.ts';
export { writeCrashReport } from './write-crash-report.ts';
