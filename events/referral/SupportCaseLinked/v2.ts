import { eventVersion, Field, Type } from '#platform/event-schema';

interface V1 {
  readonly caseId: string;
}

export const v2 = eventVersion({
  schema: Type.Object({
    caseId: Field.Id(),
    /** The client; null: not said, as it was not at first. */
    clientId: Type.Union([Field.Id(), Type.Null()]),
    /** When it was referred, and the needs that it is open for again; null: not said, as they were not at first. */
    referred: Type.Union([Type.Object({ at: Field.Instant(), circumstances: Type.Array(Field.Code()) }), Type.Null()]),
  }),
  examples: [
    {
      caseId: '0b6c1d9e-43a1-4c57-9b1f-000000000003',
      clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
      referred: { at: '2025-11-06T01:00:00.000Z', circumstances: ['TEMPORARY_OVERSTAFFING'] },
    },
    { caseId: '0b6c1d9e-43a1-4c57-9b1f-000000000003', clientId: null, referred: null },
  ],
  upcast: (previous: V1) => ({ ...previous, clientId: null, referred: null }),
});
