import { eventVersion, Field, personal, type Personal, Type } from '#platform/event-schema';

interface V1 {
  readonly clientId: string;
  readonly reason: string;
  readonly message: Personal<string> | null;
  readonly stage: string;
  readonly advisorId: string | null;
  readonly decideBy: string | null;
}

export const v2 = eventVersion({
  schema: Type.Object({
    clientId: Field.Id(),
    reason: Field.Code(),
    message: personal(Type.Union([Field.Text(), Type.Null()])),
    /** The stage it is taken up at: under review with who had it, else received. */
    stage: Field.Code(),
    advisorId: Type.Union([Field.Identifier(), Type.Null()]),
    decideBy: Type.Union([Field.Instant(), Type.Null()]),
    /** When it was referred, and the needs that it is open for again; null: not said, as they were not at first. */
    referred: Type.Union([Type.Object({ at: Field.Instant(), circumstances: Type.Array(Field.Code()) }), Type.Null()]),
  }),
  examples: [
    {
      clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
      reason: 'owner_request',
      message: null,
      stage: 'under_review',
      advisorId: 'advisor-22-1',
      decideBy: '2025-11-11T14:59:59.999Z',
      referred: { at: '2025-11-06T01:00:00.000Z', circumstances: ['TEMPORARY_OVERSTAFFING'] },
    },
    {
      clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
      reason: 'new_information',
      message: '受注が再び減少',
      stage: 'received',
      advisorId: null,
      decideBy: null,
      referred: null,
    },
  ],
  upcast: (previous: V1) => ({ ...previous, referred: null }),
});
