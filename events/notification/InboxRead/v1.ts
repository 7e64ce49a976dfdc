import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    readBy: Field.Identifier(),
    /** The person’s own address, or that of the post they hold. */
    address: Field.Identifier(),
    /** What was sent by then has been read. */
    upTo: Field.Instant(),
  }),
  examples: [
    { readBy: 'consultant-22-1', address: 'consultant-22-1', upTo: '2026-04-07T03:00:00.000Z' },
    { readBy: 'manager-22', address: 'iesc.office_manager@iesc-22', upTo: '2026-04-07T03:00:00.000Z' },
  ],
});
