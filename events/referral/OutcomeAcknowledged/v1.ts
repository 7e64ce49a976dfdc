import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({ acknowledgedBy: Field.Identifier() }),
  examples: [{ acknowledgedBy: 'consultant-22-1' }],
});
