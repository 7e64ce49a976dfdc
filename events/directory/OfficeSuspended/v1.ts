import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    officeId: Field.Code(),
    reason: Field.Code(),
    /** Last day on which it is expected to be closed; null while nobody knows. It is resumed by a word, not by itself. */
    until: Type.Union([Field.Day(), Type.Null()]),
    /** A word to those who turn to the office. */
    note: personal(Type.Union([Field.Text(), Type.Null()])),
  }),
  examples: [
    { officeId: 'iesc-22', reason: 'disaster', until: '2025-11-14', note: '台風による停電のため' },
    { officeId: 'iesc-22', reason: 'staff_shortage', until: null, note: null },
  ],
});
