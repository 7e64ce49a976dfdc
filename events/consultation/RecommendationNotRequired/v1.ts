import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({ note: personal(Type.Union([Field.Text(), Type.Null()])) }),
  examples: [{ note: '公的な案内のみで足りた' }],
});
