import { eventVersion, Field, Type } from '#platform/event-schema';

interface V1 {
  readonly outcome: string;
}

export const v2 = eventVersion({
  schema: Type.Object({
    outcome: Field.Code(),
    /** The client the referral is of; null: not said, as it was not at first. */
    clientId: Type.Union([Field.Id(), Type.Null()]),
  }),
  examples: [
    { outcome: 'established', clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001' },
    { outcome: 'established', clientId: null },
  ],
  upcast: (previous: V1) => ({ ...previous, clientId: null }),
});
