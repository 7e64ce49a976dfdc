import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({ userId: Field.Identifier(), officeId: Field.Code() }),
  examples: [{ userId: 'advisor-22', officeId: 'iesc-22' }],
});
