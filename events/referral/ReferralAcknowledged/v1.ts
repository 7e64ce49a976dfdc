import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({ acknowledgedBy: Field.Identifier() }),
  examples: [{ acknowledgedBy: 'intake-22-1' }],
});
