import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** The last version there is. */
    version: Field.Code(),
    /** The first day on which it is in force no more. */
    terminatedFrom: Field.Day(),
    message: personal(Type.Union([Field.Text(), Type.Null()])),
  }),
  examples: [
    { version: 'AGR-2025', terminatedFrom: '2027-04-01', message: '協議により終了' },
    { version: 'AGR-2025', terminatedFrom: '2027-04-01', message: null },
  ],
});
