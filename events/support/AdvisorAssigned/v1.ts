import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({ advisorId: Field.Identifier() }),
  examples: [{ advisorId: 'advisor-22-1' }],
});
