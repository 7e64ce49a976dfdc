import { eventVersion, Field, Type } from '#platform/event-schema';

interface Named {
  readonly name: string;
  readonly value: number;
}

interface V1 {
  readonly version: string;
  readonly inForceFrom: string;
  readonly amends: string;
  readonly deadlines: Named[];
  readonly limits: Named[];
  readonly cadence: Named[];
  readonly codes: { readonly list: string; readonly code: string; readonly ja: string; readonly en: string }[];
}

export const v2 = eventVersion({
  schema: Type.Object({
    version: Field.Code(),
    /** First day in force; the version that it amends ends on the day before. */
    inForceFrom: Field.Day(),
    amends: Field.Code(),
    /** What differs from the version before it: business days, limits and months by their names in the policy. */
    deadlines: Type.Array(Type.Object({ name: Field.Code(), value: Type.Integer({ minimum: 0 }) })),
    limits: Type.Array(Type.Object({ name: Field.Code(), value: Type.Integer({ minimum: 0 }) })),
    cadence: Type.Array(Type.Object({ name: Field.Code(), value: Type.Integer({ minimum: 1 }) })),
    /** Codes that come in addition, or are named anew: `circumstances`, `reasons.decline`. */
    codes: Type.Array(
      Type.Object({ list: Field.Code(), code: Field.Code(), ja: Field.Text(100), en: Field.Text(100) }),
    ),
    /** The body whose confirmation it awaits; null: none, as it came into force on its day at first. */
    awaits: Type.Union([Field.Code(), Type.Null()]),
  }),
  examples: [
    {
      version: 'AGR-2025-2',
      inForceFrom: '2025-12-01',
      amends: 'AGR-2025',
      deadlines: [{ name: 'decideReferral', value: 5 }],
      limits: [{ name: 'cutOffHour', value: 16 }],
      cadence: [{ name: 'localMonths', value: 4 }],
      codes: [{ list: 'circumstances', code: 'SUCCESSION', ja: '事業承継', en: 'succession' }],
      awaits: 'nasilc',
    },
    {
      version: 'AGR-2025-2',
      inForceFrom: '2025-12-01',
      amends: 'AGR-2025',
      deadlines: [{ name: 'decideReferral', value: 5 }],
      limits: [{ name: 'cutOffHour', value: 16 }],
      cadence: [{ name: 'localMonths', value: 4 }],
      codes: [{ list: 'circumstances', code: 'SUCCESSION', ja: '事業承継', en: 'succession' }],
      awaits: null,
    },
  ],
  upcast: (previous: V1) => ({ ...previous, awaits: null }),
});
