import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    officeId: Field.Code(),
    /** All days on which the office is closed beside those on which every office is, in order. */
    closures: Type.Array(Field.Day(), { maxItems: 400, uniqueItems: true }),
    /** Hour of the day in Asia/Tokyo from which what comes in counts as the next business day's; null as agreed for all. */
    cutOffHour: Type.Union([Type.Integer({ minimum: 1, maximum: 24 }), Type.Null()]),
  }),
  examples: [
    { officeId: 'iesc-22', closures: ['2025-11-25', '2026-02-10'], cutOffHour: 16 },
    { officeId: 'iesc-22', closures: [], cutOffHour: null },
  ],
});
