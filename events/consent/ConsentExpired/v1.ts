import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    clientId: Field.Id(),
    /** The last day it held. */
    until: Field.Day(),
  }),
  examples: [{ clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001', until: '2026-05-04' }],
});
