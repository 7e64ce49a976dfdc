import { eventVersion, Field, Type } from '#platform/event-schema';

export const v1 = eventVersion({
  schema: Type.Object({
    /** What it is for, by the deadline of the agreement that it keeps. */
    kind: Field.Code(),
    /** What it is about: a referral, a support case. */
    subjectCategory: Field.Code(),
    subjectId: Field.Id(),
    /** Whose calendar counts, and whose it is to be done. */
    officeId: Field.Code(),
    /** The version of the agreement whose deadlines hold, to its end. */
    agreementVersion: Field.Code(),
    /** When that happened from which it runs. */
    startedAt: Field.Instant(),
    /** The day that counts as its first: after the office's cut-off hour, the next business day. */
    begunOn: Field.Day(),
    /** `business_days`, `days` or `months_before`, and how many. */
    unit: Field.Code(),
    count: Type.Integer({ minimum: 0 }),
    /** The day that `months_before` counts back from. */
    day: Type.Union([Field.Day(), Type.Null()]),
    /** When it warns; null where there is no time to. */
    warnAt: Type.Union([Field.Instant(), Type.Null()]),
    dueAt: Field.Instant(),
  }),
  examples: [
    {
      kind: 'decideReferral',
      subjectCategory: 'referral',
      subjectId: '0b6c1d9e-43a1-4c57-9b1f-0000000000aa',
      officeId: 'iesc-22',
      agreementVersion: 'AGR-2025',
      startedAt: '2025-11-06T01:15:00.000Z',
      begunOn: '2025-11-06',
      unit: 'business_days',
      count: 3,
      day: null,
      warnAt: '2025-11-09T15:00:00.000Z',
      dueAt: '2025-11-11T14:59:59.999Z',
    },
    {
      kind: 'firstContactLayoff',
      subjectCategory: 'supportcase',
      subjectId: '0b6c1d9e-43a1-4c57-9b1f-0000000000ca',
      officeId: 'iesc-22',
      agreementVersion: 'AGR-2025',
      startedAt: '2025-11-06T01:15:00.000Z',
      begunOn: '2025-11-06',
      unit: 'business_days',
      count: 0,
      day: null,
      warnAt: null,
      dueAt: '2025-11-06T14:59:59.999Z',
    },
  ],
});
