import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    kind: Field.Code(),
    /** Whether the new place of work lies in another prefecture. */
    crossPrefecture: Type.Boolean(),
    persons: Type.Array(
      Type.Object({
        workerId: Field.Id(),
        name: personal(Field.Text(100), { category: 'worker', of: 'workerId' }),
        /** Last day worked before, first day at the new place. */
        lastDayWorked: Field.Day(),
        firstDay: Field.Day(),
        /** Calendar days from the one to the other: 1 is the very next day, nobody was without work. */
        daysBetween: Type.Integer({ minimum: 1 }),
      }),
      { minItems: 1 },
    ),
  }),
  examples: [
    {
      kind: 'secondment_out',
      crossPrefecture: true,
      persons: [
        {
          workerId: '0b6c1d9e-43a1-4c57-9b1f-000000000006',
          name: '望月 隆',
          lastDayWorked: '2025-12-26',
          firstDay: '2026-01-05',
          daysBetween: 10,
        },
        {
          workerId: '0b6c1d9e-43a1-4c57-9b1f-000000000007',
          name: '山下 翔太',
          lastDayWorked: '2026-01-04',
          firstDay: '2026-01-05',
          daysBetween: 1,
        },
      ],
    },
  ],
});
