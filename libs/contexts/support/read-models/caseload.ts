import { projection, type Events } from '#contexts/kernel';
import { integer, json, key, table, text, type Handlers, type MadeHandler } from '#platform/projections';
import { weightOfCase, weightOfReferral } from '../caseload-weights.ts';

/** What somebody works on: a referral or a case, as far as their load follows from it. */
interface Work {
  readonly subjectId: string;
  /** `referral` or `supportcase`. */
  readonly category: string;
  readonly officeId: string | null;
  readonly advisorId: string | null;
  readonly stage: string;
  readonly kind: string | null;
}

interface Load {
  readonly caseloadId: string;
  readonly advisorId: string;
  readonly officeId: string;
  readonly referrals: number;
  readonly cases: number;
  readonly weight: number;
  readonly byStage: { readonly [stage: string]: number };
}

const followed = [
  'ClientReferred',
  'ReferralRouted',
  'ReferralAcknowledged',
  'ReferralTaken',
  'ReferralAssigned',
  'InformationRequested',
  'InformationSupplied',
  'ReferralAccepted',
  'ReferralDeclined',
  'ReferralWithdrawn',
  'ReferralLapsed',
  'ReferralHeld',
  'ReferralResumed',
  'ReferralRedirected',
  'RedirectAccepted',
  'RedirectRefused',
  'DuplicateReferralMarked',
  'DuplicateReferralUnmarked',
  'ReferralConsentBlocked',
  'ReferralConsentUnblocked',
  'ReferralReopened',
  'SupportCaseLinked',
  'SupportRequested',
  'AdvisorAssigned',
  'AdvisorReassigned',
  'CaseHeld',
  'CaseResumed',
  'SupportInitiated',
  'NeedsAssessed',
  'PlacementEstablished',
  'CaseNotEstablished',
  'CaseClosed',
] as const satisfies readonly (keyof Events)[];

type Followed = Events[(typeof followed)[number]];

/** What an event makes of what somebody works on. */
function workAfter(event: Followed, work: Work | undefined): Work | undefined {
  const subjectId = event.streamId;
  if (event.type === 'ClientReferred') {
    const { officeId } = event.data;
    return { subjectId, category: 'referral', officeId, advisorId: null, stage: 'submitted', kind: null };
  }
  if (event.type === 'SupportRequested') {
    const { officeId } = event.data;
    return { subjectId, category: 'supportcase', officeId, advisorId: null, stage: 'requested', kind: null };
  }
  return work && changed(event, work);
}

function changed(event: Exclude<Followed, { type: 'ClientReferred' | 'SupportRequested' }>, work: Work): Work {
  switch (event.type) {
    case 'ReferralRouted':
      return { ...work, officeId: event.data.officeId };
    case 'ReferralAcknowledged':
      return { ...work, stage: 'received' };
    case 'ReferralTaken':
    case 'ReferralAssigned':
      return { ...work, stage: 'under_review', advisorId: event.data.advisorId };
    case 'InformationRequested':
      return { ...work, stage: 'returned' };
    case 'InformationSupplied':
      return { ...work, stage: 'under_review' };
    case 'ReferralAccepted':
      return { ...work, stage: 'accepted' };
    case 'ReferralDeclined':
    case 'ReferralWithdrawn':
    case 'ReferralLapsed':
    case 'DuplicateReferralMarked':
    case 'SupportCaseLinked':
      return { ...work, stage: 'ended' };
    case 'ReferralRedirected':
      return { ...work, stage: 'redirect_pending' };
    case 'RedirectAccepted':
      return { ...work, stage: 'submitted', officeId: event.data.officeId, advisorId: null };
    case 'ReferralReopened':
      return { ...work, stage: event.data.stage, advisorId: event.data.advisorId };
    case 'ReferralHeld':
    case 'ReferralConsentBlocked':
    case 'CaseHeld':
      return { ...work, stage: 'on_hold' };
    case 'ReferralResumed':
    case 'RedirectRefused':
    case 'DuplicateReferralUnmarked':
    case 'ReferralConsentUnblocked':
    case 'CaseResumed':
      return { ...work, stage: event.data.stage };
    case 'AdvisorAssigned':
      return { ...work, advisorId: event.data.advisorId, stage: work.stage === 'requested' ? 'assigned' : work.stage };
    case 'AdvisorReassigned':
      return { ...work, advisorId: event.data.advisorId };
    case 'SupportInitiated':
      return { ...work, stage: 'contacted' };
    case 'NeedsAssessed':
      return { ...work, stage: 'assessed', kind: event.data.kind };
    case 'PlacementEstablished':
      return { ...work, stage: 'established' };
    case 'CaseNotEstablished':
      return { ...work, stage: 'not_established' };
    case 'CaseClosed':
      return { ...work, stage: 'closed' };
    default:
      return event satisfies never;
  }
}

/** Whose load it counts in: `advisor@office`; nobody's where there is nobody, or nothing to do. */
function loadOf(work: Work | undefined): string | null {
  if (!work || work.advisorId === null || work.officeId === null) return null;
  return work.stage === 'on_hold' || weightOf(work) > 0 ? `${work.advisorId}@${work.officeId}` : null;
}

const weightOf = ({ category, stage, kind }: Work): number =>
  category === 'referral' ? weightOfReferral(stage) : weightOfCase(stage, kind);

/** A load with something counted in it, or taken out of it; none when nothing is left. */
function counted(load: Load | undefined, work: Work, by: 1 | -1): Load | undefined {
  const { advisorId, officeId } = work as { readonly advisorId: string; readonly officeId: string };
  const caseloadId = `${advisorId}@${officeId}`;
  const before = load ?? { caseloadId, advisorId, officeId, referrals: 0, cases: 0, weight: 0, byStage: {} };
  const referrals = before.referrals + (work.category === 'referral' ? by : 0);
  const cases = before.cases + (work.category === 'referral' ? 0 : by);
  if (referrals + cases === 0) return undefined;
  const { [work.stage]: atStage = 0, ...otherStages } = before.byStage;
  const byStage = atStage + by === 0 ? otherStages : { ...otherStages, [work.stage]: atStage + by };
  return { ...before, referrals, cases, weight: before.weight + by * weightOf(work), byStage };
}

/** Of each advisor of an office: the open referrals and cases they have, and how much work that is, in points. */
export const caseload = projection({
  name: 'caseload',
  version: 1,
  audience: 'iesc',
  tables: {
    rows: table({
      caseloadId: key(),
      advisorId: text(),
      officeId: text(),
      referrals: integer(),
      cases: integer(),
      /** Points; our proposal, see `caseload-weights`. What is on hold weighs nothing. */
      weight: integer(),
      /** How many are at which stage. */
      byStage: json<Load['byStage']>(),
    })
      .index('officeId', 'weight')
      .index('weight'),
    work: table({
      subjectId: key(),
      category: text(),
      officeId: text().nullable(),
      advisorId: text().nullable(),
      stage: text(),
      kind: text().nullable(),
    }),
  },
  scope: { offices: ['officeId'], persons: ['advisorId'] },
  serve: {
    path: '/iesc/caseload',
    summary: 'What each advisor of the office has on their hands, the fullest hands first with `-weight`',
    filters: ['officeId', 'advisorId'],
    sorts: ['weight'],
  },
  on: ({ following }) => {
    const load: MadeHandler<Followed, Load> = following({
      with: { work: ['work', ({ streamId }) => streamId] },
      keysFrom: (event, { work }) => [loadOf(work), loadOf(workAfter(event, work))].filter((one) => one !== null),
      fold: (event, row, { key: id, work }) => {
        const [before, after] = [work, workAfter(event, work)];
        const without = before && loadOf(before) === id ? counted(row, before, -1) : row;
        return after && loadOf(after) === id ? counted(without, after, 1) : without;
      },
    });
    const forEach = (handler: unknown) => Object.fromEntries(followed.map((name) => [name, handler]));
    return { rows: forEach(load) as Handlers<Events, Load>, work: forEach(workAfter) as Handlers<Events, Work> };
  },
});
