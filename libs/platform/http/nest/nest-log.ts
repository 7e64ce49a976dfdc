import type { LoggerService } from '@nestjs/common';

/** Contexts in which Nest writes a line for every module and route at start: of interest when debugging only. */
const START_UP: ReadonlySet<unknown> = new Set([
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'RouterExplorer',
  'RoutesResolver',
]);

/** Nest's log, its start-up lines at level debug. */
export function nestLog(logger: Required<Pick<LoggerService, 'log' | 'error' | 'warn' | 'debug'>>): LoggerService {
  return {
    log: (message: unknown, ...context: unknown[]) => {
      if (START_UP.has(context.at(-1))) logger.debug(message, ...context);
      else logger.log(message, ...context);
    },
    error: (message: unknown, ...context: unknown[]) => void logger.error(message, ...context),
    warn: (message: unknown, ...context: unknown[]) => void logger.warn(message, ...context),
    debug: (message: unknown, ...context: unknown[]) => void logger.debug(message, ...context),
  };
}
