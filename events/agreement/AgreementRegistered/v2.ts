import { eventVersion, Field, Type } from '#platform/event-schema';

interface Named {
  readonly name: string;
  readonly value: number;
}

interface V1 {
  readonly version: string;
  readonly kind: string;
  readonly nameJa: string;
  readonly nameEn: string;
  readonly signedOn: string;
  readonly inForceFrom: string;
  readonly follows: string;
  readonly deadlines: Named[];
  readonly limits: Named[];
  readonly cadence: Named[];
  readonly codes: { readonly list: string; readonly code: string; readonly ja: string; readonly en: string }[];
}

export const v2 = eventVersion({
  schema: Type.Object({
    /** The name by which every event that is recorded under it calls it. */
    version: Field.Code(),
    kind: Field.Code(),
    nameJa: Field.Text(200),
    nameEn: Field.Text(200),
    signedOn: Field.Day(),
    /** First day in force; the version before it ends on the day before. */
    inForceFrom: Field.Day(),
    follows: Field.Code(),
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
      version: 'AGR-2030',
      kind: 'agreement',
      nameJa: '新たな連携協定',
      nameEn: 'New agreement on cooperation',
      signedOn: '2025-11-04',
      inForceFrom: '2025-12-01',
      follows: 'AGR-2025',
      deadlines: [{ name: 'decideReferral', value: 5 }],
      limits: [{ name: 'cutOffHour', value: 16 }],
      cadence: [{ name: 'localMonths', value: 4 }],
      codes: [{ list: 'circumstances', code: 'SUCCESSION', ja: '事業承継', en: 'succession' }],
      awaits: 'nasilc',
    },
    {
      version: 'AGR-2030',
      kind: 'agreement',
      nameJa: '新たな連携協定',
      nameEn: 'New agreement on cooperation',
      signedOn: '2025-11-04',
      inForceFrom: '2025-12-01',
      follows: 'AGR-2025',
      deadlines: [{ name: 'decideReferral', value: 5 }],
      limits: [{ name: 'cutOffHour', value: 16 }],
      cadence: [{ name: 'localMonths', value: 4 }],
      codes: [{ list: 'circumstances', code: 'SUCCESSION', ja: '事業承継', en: 'succession' }],
      awaits: null,
    },
  ],
  upcast: (previous: V1) => ({ ...previous, awaits: null }),
});
