import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    reason: Field.Code(),
    side: Field.Code(),
    message: personal(Type.Union([Field.Text(), Type.Null()])),
  }),
  examples: [{ reason: 'need_resolved', side: 'client', message: null }],
});
