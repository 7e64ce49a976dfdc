import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    reason: Field.Code(),
    /** Last day of the hold for this reason; null: no end is known. */
    until: Type.Union([Field.Day(), Type.Null()]),
    message: personal(Type.Union([Field.Text(), Type.Null()])),
  }),
  examples: [
    { reason: 'owner_request', until: '2025-12-26', message: '年末の繁忙期が明けてから' },
    { reason: 'consent', until: null, message: null },
  ],
});
