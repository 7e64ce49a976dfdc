import { Logger } from '@nestjs/common';
import { describeError } from '#platform/http';
import type { AlsoTold, LookUp, RecordedCommand } from '../also-told.ts';

/** Longest an answer waits for what it tells beside, ms: a read model that is away holds no command up. */
const LONGEST_LOOK_MS = 500;

const log = new Logger('AlsoTold');

/** What was found; nothing where it could not be looked for in time. */
export async function foundBeside(
  told: AlsoTold,
  lookUp: LookUp,
  recorded: RecordedCommand,
  longestMs = LONGEST_LOOK_MS,
): Promise<readonly object[]> {
  const tooLate = Promise.withResolvers<readonly object[]>();
  const timer = setTimeout(() => tooLate.resolve([]), longestMs);
  const look = told.find(lookUp, recorded).catch((error: unknown) => {
    log.warn({ error: describeError(error), member: told.member }, 'what an answer tells beside was not found');
    return [];
  });
  try {
    return await Promise.race([look, tooLate.promise]);
  } finally {
    clearTimeout(timer);
  }
}
