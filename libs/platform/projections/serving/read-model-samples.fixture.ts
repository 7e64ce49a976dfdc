import type { RoleDefinition } from '#platform/access';
import type { Actor } from '#platform/event-store';
import { day, integer, key, list, sealed, text } from '../definition/column.ts';
import { projectionsOver, table } from '../definition/definition.ts';

const projection = projectionsOver<object>();

/** Companies, for the names that referrals join. */
export const clients = projection({
  name: 'clients',
  version: 1,
  audience: 'both',
  table: table({ clientId: key(), name: sealed(), phone: sealed().fieldClass('D') }),
  scope: {},
  on: {},
});

/** A list with everything a list may have, read by both organisations. */
export const referrals = projection({
  name: 'referrals',
  version: 1,
  audience: 'both',
  aggregate: 'referral',
  table: table({
    referralId: key(),
    stage: text(),
    officeId: text(),
    consultantId: text(),
    dueOn: day().nullable(),
    persons: integer(),
    circumstances: list(text()),
    clientId: text(),
    companyName: sealed(),
    host: text().nullable().fieldClass('B'),
    worker: sealed().nullable().fieldClass('D'),
  }).search('companyName', 'worker'),
  scope: { offices: ['officeId'], persons: ['consultantId'] },
  reveals: (row, reader) => (reader.org === 'iesc' ? (row.stage === 'accepted' ? ['B', 'D'] : ['B']) : []),
  serve: {
    path: 'referrals',
    summary: 'Referrals',
    filters: ['stage', 'dueOn', 'persons', 'circumstances', 'host'],
    sorts: ['dueOn', 'referralId', 'persons'],
    joins: { client: ['clients', 'clientId', ['name', 'phone']] },
  },
  on: {},
});

/** A list for IESC alone whose rows belong to offices, not to persons. */
export const officeTasks = projection({
  name: 'office_tasks',
  version: 1,
  audience: 'iesc',
  table: table({ taskId: key(), officeId: text() }),
  scope: { offices: ['officeId'] },
  serve: { path: 'iesc/office-tasks', summary: 'Tasks of an office', sorts: ['taskId'] },
  on: {},
});

/** The sample's referrals before sealing. */
export interface SampleReferral {
  readonly referralId: string;
  readonly stage: string;
  readonly officeId: string;
  readonly consultantId: string;
  readonly dueOn: string | null;
  readonly persons: number;
  readonly circumstances: readonly string[];
  readonly clientId: string;
  readonly companyName: string;
  readonly host: string | null;
  readonly worker: string | null;
}

export const roles: readonly RoleDefinition[] = [
  { name: 'iesc.hq_coordinator', org: 'iesc', scope: 'everything' },
  { name: 'iesc.intake', org: 'iesc', scope: 'office' },
  { name: 'iesc.own_cases', org: 'iesc', scope: 'person' },
  { name: 'nasilc.consultant', org: 'nasilc', scope: 'person' },
  { name: 'auditor', org: 'audit', scope: 'everything' },
];

const actor = (userId: string, org: string, officeId: string | null, role: string): Actor => ({
  userId,
  org,
  officeId,
  role,
});

/** Who reads in the sample, by the name sent in the header `X-Reader`. */
export const readers = {
  headquarters: actor('hq', 'iesc', 'iesc-hq', 'iesc.hq_coordinator'),
  tokyo: actor('intake-tokyo', 'iesc', 'iesc-13', 'iesc.intake'),
  osaka: actor('intake-osaka', 'iesc', 'iesc-27', 'iesc.intake'),
  homeless: actor('intake-nowhere', 'iesc', null, 'iesc.intake'),
  person: actor('intake-tokyo', 'iesc', 'iesc-13', 'iesc.own_cases'),
  consultantA: actor('consultant-a', 'nasilc', 'nasilc-13', 'nasilc.consultant'),
  consultantB: actor('consultant-b', 'nasilc', 'nasilc-13', 'nasilc.consultant'),
  impostor: actor('consultant-a', 'iesc', 'iesc-13', 'nasilc.consultant'),
  undefinedRole: actor('someone', 'iesc', 'iesc-13', 'iesc.unheard_of'),
  stranger: actor('consultant-a', 'elsewhere', null, 'iesc.hq_coordinator'),
  auditor: actor('auditor', 'audit', null, 'auditor'),
} as const;

export type Reader = keyof typeof readers;

/** A referral of consultant A to Tokyo, changed as wanted. */
export function sampleReferral(changes: Partial<SampleReferral> & { readonly referralId: string }): SampleReferral {
  return {
    stage: 'received',
    officeId: 'iesc-13',
    consultantId: 'consultant-a',
    dueOn: '2026-05-01',
    persons: 1,
    circumstances: ['LAYOFF'],
    clientId: changes.referralId,
    companyName: `Company ${changes.referralId}`,
    host: null,
    worker: null,
    ...changes,
  };
}
