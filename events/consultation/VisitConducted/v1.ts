import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    clientId: Field.Id(),
    /** The support case the visit belongs to, if it belongs to one. */
    caseId: Type.Union([Field.Id(), Type.Null()]),
    officeId: Field.Code(),
    /** Of the office; null for headquarters. */
    prefecture: Type.Union([Field.Code(), Type.Null()]),
    /** User id of who visited. */
    advisorId: Field.Identifier(),
    visitedOn: Field.Day(),
    participants: personal(Type.Union([Field.Text(), Type.Null()])),
    notes: personal(Field.Text()),
  }),
  examples: [
    {
      clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
      caseId: '0b6c1d9e-43a1-4c57-9b1f-000000000003',
      officeId: 'iesc-22',
      prefecture: '22',
      advisorId: 'advisor-22-1',
      visitedOn: '2025-11-13',
      participants: '浜名 宏、杉山 健一',
      notes: 'CNCオペレーター3名、6か月の出向を希望',
    },
  ],
});
