import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({ readBy: Field.Identifier() }),
  examples: [{ readBy: 'consultant-22-1' }],
});
