import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({ officeId: Field.Code() }),
  examples: [{ officeId: 'iesc-22' }],
});
