import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({ answer: personal(Field.Text()) }),
  examples: [{ answer: '3名です' }],
});
