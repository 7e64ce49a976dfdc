import { eventVersion, Field, personal, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({ reason: Field.Code(), side: Field.Code(), message: personal(Field.Text()) }),
  examples: [{ reason: 'out_of_scope', side: 'eligibility', message: '支援の対象外です' }],
});
