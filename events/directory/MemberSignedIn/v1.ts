import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** Sign-in of a member of staff, or of a consultant. */
    userId: Field.Identifier(),
    org: Field.Code(),
    /** The office the sign-in says they act for; headquarters where it names none. */
    officeId: Field.Code(),
    role: Field.Code(),
  }),
  examples: [{ userId: 'advisor-22', org: 'iesc', officeId: 'iesc-22', role: 'iesc.advisor' }],
});
