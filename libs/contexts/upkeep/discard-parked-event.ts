import { IsInt, Matches, Max, Min } from 'class-validator';
import { ParkedEventDiscarded } from '#events/upkeep';
import { decision, IsFreeText, IsId, operators } from '#contexts/kernel';
import { conflict } from '#platform/decider';
import { projectionIdOf } from '#platform/projections';
import { discardedOf, projectionUpkeep } from './projection-upkeep.ts';

/**
 * A version of a read model is to pass over an event that it cannot fold, now and in every rebuild (law 8). Whether it
 * waits at that event is known where the read models are, so it is asked at the operators' door, before this is issued.
 */
export class DiscardParkedEvent {
  /** Name of the projection. */
  @Matches(/^[a-z][a-z0-9_]{0,43}$/) projection!: string;
  @IsInt() @Min(1) @Max(999) version!: number;
  @IsId() eventId!: string;
  @IsFreeText() explanation!: string;
}

export const discardParkedEvent = decision(projectionUpkeep, DiscardParkedEvent, {
  by: operators,
  from: ['none', 'kept'],
  emits: [ParkedEventDiscarded],
  idOf: ({ projection }) => projectionIdOf(projection),
  decide: ({ projection, version, eventId, explanation }, state) => {
    if (discardedOf(state).some((one) => one.version === version && one.eventId === eventId)) {
      throw conflict('ALREADY_DISCARDED', {
        en: 'This version passes the event over already',
        ja: 'この版では当該イベントは除外済みです',
      });
    }
    return [ParkedEventDiscarded({ projection, version, eventId, explanation })];
  },
});
