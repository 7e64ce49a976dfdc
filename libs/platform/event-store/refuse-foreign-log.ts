import { ForeignLog } from './errors.ts';
import type { EventReader, Position } from './port.ts';

/** What somebody outside the log knows of it: the last event they have dealt with. */
export interface KnownEvent {
  /** 0: nothing dealt with yet, which every log agrees with. */
  readonly position: Position;
  readonly eventId: string;
  /** Who knows it, as the sentence of the refusal names them, e.g. `the projection clients`. */
  readonly knownBy: string;
}

/**
 * Refuses a log that lacks an event dealt with elsewhere: another one's log, an older backup, or one whose last part was
 * lost (SQLite opens a damaged write-ahead log as a shorter one without a word). Going on would give new facts the
 * positions of lost ones, and whoever has seen the lost ones would never look at the new.
 *
 * @throws ForeignLog with a sentence that says who knows what, and what to do.
 */
export async function refuseForeignLog(log: EventReader, { position, eventId, knownBy }: KnownEvent): Promise<void> {
  if (position === 0) return;
  const event = await log.eventAt(position);
  if (event?.id === eventId) return;
  const head = await log.head();
  const found =
    head < position
      ? `the log ends at position ${head} already`
      : `the log has ${event === undefined ? 'no event' : `event ${event.id}`} there`;
  throw new ForeignLog(
    `This is not the log known to ${knownBy}, or it has lost events: ${knownBy} has dealt with event ${eventId} at ` +
      `position ${position}, but ${found}. Restore the log from its newest copy, or delete what was derived from it.`,
  );
}
