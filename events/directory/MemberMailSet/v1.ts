import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    userId: Field.Identifier(),
    /** Null where it was taken away. */
    mail: personal(Type.Union([Type.String({ minLength: 3, maxLength: 254 }), Type.Null()])),
  }),
  examples: [
    { userId: 'advisor-22', mail: 'advisor-22@example.jp' },
    { userId: 'advisor-22', mail: null },
  ],
});
