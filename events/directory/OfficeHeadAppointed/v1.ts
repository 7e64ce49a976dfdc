import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    officeId: Field.Code(),
    /** Sign-in of the head; who was it before no longer is. */
    userId: Field.Identifier(),
  }),
  examples: [{ officeId: 'iesc-22', userId: 'iesc-manager-22-1' }],
});
