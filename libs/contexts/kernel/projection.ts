import type * as contract from '#events';
import type { EventOf } from '#platform/event-schema';
import { projectionsOver } from '#platform/projections';

/** All events of the programme by their names. */
export type Events = { readonly [Name in keyof typeof contract]: EventOf<(typeof contract)[Name]> };

/** Declares a read model over the programme's events: one pure file. */
export const projection = projectionsOver<Events>();
