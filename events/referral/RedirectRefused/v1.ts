import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    officeId: Field.Code(),
    message: personal(Field.Text()),
    /** The stage it goes back to. */
    stage: Field.Code(),
  }),
  examples: [
    { officeId: 'iesc-23', message: '当県の事業所ではありません', stage: 'received' },
    { officeId: 'iesc-23', message: '当県の事業所ではありません', stage: 'under_review' },
  ],
});
