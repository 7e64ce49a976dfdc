import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    message: personal(Type.Union([Field.Text(), Type.Null()])),
    /** The client whose shared core (class A) opens, and the office it opens to. */
    clientId: Field.Id(),
    openedTo: Field.Code(),
  }),
  examples: [{ message: null, clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001', openedTo: 'iesc-22' }],
});
