import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    clientId: Field.Id(),
    officeId: Field.Code(),
    prefecture: Type.Union([Field.Code(), Type.Null()]),
    acknowledgeBy: Field.Instant(),
  }),
  examples: [
    {
      clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
      officeId: 'iesc-23',
      prefecture: '23',
      acknowledgeBy: '2025-11-10T14:59:59.999Z',
    },
  ],
});
