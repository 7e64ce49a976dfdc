import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({ outcome: Field.Code() }),
  examples: [{ outcome: 'established' }],
});
