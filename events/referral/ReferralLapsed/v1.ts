import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    clientId: Field.Id(),
    /** What nobody did: acknowledge it, or reply. */
    because: Field.Code(),
  }),
  examples: [
    { clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001', because: 'no_reply' },
    { clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001', because: 'not_acknowledged' },
  ],
});
