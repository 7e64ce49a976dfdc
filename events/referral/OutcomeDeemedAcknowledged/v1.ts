import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** Why nobody waits for the referrer's word any more: none came in time, or it was waived. */
    because: Field.Code(),
  }),
  examples: [{ because: 'no_word' }, { because: 'waived' }],
});
