import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** Kind of support the case is about from here on. */
    kind: Field.Code(),
    summary: personal(Field.Text()),
    assessedOn: Field.Day(),
  }),
  examples: [{ kind: 'secondment_out', summary: 'CNCオペレーター3名、6か月の在籍型出向', assessedOn: '2025-11-13' }],
});
