import { ParkedEventDiscarded } from '#events/upkeep';
import { aggregate } from '#platform/decider';
import type { EventOf } from '#platform/event-schema';
import { PROJECTION_CATEGORY } from '#platform/projections';

export type UpkeepEvent = EventOf<typeof ParkedEventDiscarded>;

/** An event that a version of a projection passes over. */
export interface Discarded {
  readonly version: number;
  readonly eventId: string;
}

/** What was decided about a projection, one shape for each stage. */
export type ProjectionUpkeep =
  { readonly stage: 'none' } | { readonly stage: 'kept'; readonly discarded: readonly Discarded[] };

export const initialProjectionUpkeep: ProjectionUpkeep = { stage: 'none' };

/** What was decided about a projection after one more event. */
export function evolveProjectionUpkeep(state: ProjectionUpkeep, { data }: UpkeepEvent): ProjectionUpkeep {
  const { version, eventId } = data;
  return { stage: 'kept', discarded: [...discardedOf(state), { version, eventId }] };
}

/** In the order they were discarded. */
export function discardedOf(state: ProjectionUpkeep): readonly Discarded[] {
  return state.stage === 'none' ? [] : state.discarded;
}

/** Everyone with the role may: a projection belongs to no office. Free text is sealed under a key of the stream. */
export const projectionUpkeep = aggregate<ProjectionUpkeep, UpkeepEvent>({
  category: PROJECTION_CATEGORY,
  idField: 'projectionId',
  events: [ParkedEventDiscarded],
  initialState: initialProjectionUpkeep,
  evolve: evolveProjectionUpkeep,
});
