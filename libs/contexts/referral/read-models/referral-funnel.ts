import { policyOf } from '#contexts/agreement';
import { projection } from '#contexts/kernel';
import { boolean, integer, json, key, list, table, text } from '#platform/projections';
import { associationOf, dayOf, iescOfficeOf, isPrefectureCode } from '#reference-data';

/**
 * How far referrals have come, counted by prefecture, need (circumstance of the agreement) and month: of those referred in
 * that month, Asia/Tokyo, how many reached each step since. One with two needs counts with both, once each.
 *
 * **Small cells.** A figure of 1 to 4 could tell of somebody, so it is null, and the row says `suppressed` and which. The
 * same holds for those who stayed behind between two steps: a step is null that differs from one told before it by 1 to 4.
 * No other figure of the row may tell it: of the two outcomes, which make up one whole with those still open, both are
 * null where one is, or where so few are open. No totals are served, over months, needs or prefectures, from which a cell could be computed by subtracting
 * the others. The exact counts stand in a hidden column: rows are neither found nor sorted by them, and one that changes in
 * nothing else is not told to those who follow the rows, who would count the changes.
 *
 * What is left: who watches a figure from 5 on sees it rise by one.
 */
export const referralFunnel = projection({
  name: 'referral_funnel',
  version: 3,
  audience: 'both',
  tables: {
    rows: table({
      cell: key(),
      /** JIS code; null while headquarters looks for the office. */
      prefecture: text().nullable(),
      need: text(),
      /** `YYYY-MM` */
      month: text(),
      /** IESC's office and the association of the prefecture: to them these figures are their own. */
      offices: list(text()),
      referred: integer().nullable().fieldClass('E'),
      acknowledged: integer().nullable().fieldClass('E'),
      accepted: integer().nullable().fieldClass('E'),
      /** The owner asked for support. */
      ownerRequested: integer().nullable().fieldClass('E'),
      contacted: integer().nullable().fieldClass('E'),
      assessed: integer().nullable().fieldClass('E'),
      established: integer().nullable().fieldClass('E'),
      notEstablished: integer().nullable().fieldClass('E'),
      /** Whether a figure is null because it is small, or would tell one that is. */
      suppressed: boolean(),
      suppressedSteps: list(text()),
      counts: json<Counts>().hidden(),
    })
      .index('month', 'prefecture')
      .index('prefecture', 'month')
      .index('need', 'month'),
    referrals: table({
      referralId: key(),
      prefecture: text().nullable(),
      needs: list(text()),
      month: text(),
      reached: list(text()),
      /** The case that the owner's first request made of it. */
      caseId: text().nullable(),
    }),
    cases: table({
      caseId: key(),
      referralId: text(),
      prefecture: text().nullable(),
      needs: list(text()),
      month: text(),
      reached: list(text()),
    }),
  },
  scope: { offices: ['offices'] },
  reveals: () => ['E'],
  serve: {
    path: '/statistics/referral-funnel',
    summary: 'How far referrals have come, by prefecture, need and month; figures below 5 suppressed',
    filters: ['prefecture', 'need', 'month', 'suppressed'],
    sorts: ['month', 'prefecture', 'need'],
  },
  on: ({ each, following, handler }) => ({
    rows: {
      ClientReferred: following({
        with: { referral: ['referrals', ({ streamId }) => streamId] },
        keysFrom: ({ data, occurredAt }, { referral }) => (referral ? [] : cellsOf(begun(data, occurredAt))),
        fold: (_, row, { key: cell }) => counted(cell, row, ['referred'], 1),
      }),
      // Headquarters found the office: the referral counts there from now on, with all it has reached.
      ReferralRouted: following({
        with: { referral: ['referrals', ({ streamId }) => streamId] },
        keysFrom: ({ data: { prefecture } }, { referral }) =>
          referral && referral.prefecture !== prefecture
            ? [...cellsOf(referral), ...cellsOf({ ...referral, prefecture })]
            : [],
        fold: (_, row, { key: cell, referral }) =>
          referral && counted(cell, row, referral.reached, cellsOf(referral).includes(cell) ? -1 : 1),
      }),
      // So it does when another prefecture's office has taken it as its own.
      RedirectAccepted: following({
        with: { referral: ['referrals', ({ streamId }) => streamId] },
        keysFrom: ({ data: { prefecture } }, { referral }) =>
          referral && referral.prefecture !== prefecture
            ? [...cellsOf(referral), ...cellsOf({ ...referral, prefecture })]
            : [],
        fold: (_, row, { key: cell, referral }) =>
          referral && counted(cell, row, referral.reached, cellsOf(referral).includes(cell) ? -1 : 1),
      }),
      ReferralAcknowledged: following({
        with: { referral: ['referrals', ({ streamId }) => streamId] },
        keysFrom: (_, { referral }) => cellsToReach('acknowledged', referral),
        fold: (_, row, { key: cell }) => counted(cell, row, ['acknowledged'], 1),
      }),
      ReferralAccepted: following({
        with: { referral: ['referrals', ({ streamId }) => streamId] },
        keysFrom: (_, { referral }) => cellsToReach('accepted', referral),
        fold: (_, row, { key: cell }) => counted(cell, row, ['accepted'], 1),
      }),
      SupportRequested: following({
        with: { referral: ['referrals', ({ data }) => data.referralId] },
        keysFrom: (_, { referral }) => cellsToReach('ownerRequested', referral),
        fold: (_, row, { key: cell }) => counted(cell, row, ['ownerRequested'], 1),
      }),
      SupportInitiated: following({
        with: { case: ['cases', ({ streamId }) => streamId] },
        keysFrom: (_, { case: of }) => cellsToReach('contacted', of),
        fold: (_, row, { key: cell }) => counted(cell, row, ['contacted'], 1),
      }),
      NeedsAssessed: following({
        with: { case: ['cases', ({ streamId }) => streamId] },
        keysFrom: (_, { case: of }) => cellsToReach('assessed', of),
        fold: (_, row, { key: cell }) => counted(cell, row, ['assessed'], 1),
      }),
      PlacementEstablished: following({
        with: { case: ['cases', ({ streamId }) => streamId] },
        keysFrom: (_, { case: of }) => cellsToReach('established', of),
        fold: (_, row, { key: cell }) => counted(cell, row, ['established'], 1),
      }),
      CaseNotEstablished: following({
        with: { case: ['cases', ({ streamId }) => streamId] },
        keysFrom: (_, { case: of }) => cellsToReach('notEstablished', of),
        fold: (_, row, { key: cell }) => counted(cell, row, ['notEstablished'], 1),
      }),
    },
    referrals: {
      ClientReferred: ({ data, streamId: referralId, occurredAt }, row) =>
        row ?? { referralId, ...begun(data, occurredAt), caseId: null },
      ReferralRouted: ({ data: { prefecture } }, row) => row && { ...row, prefecture },
      RedirectAccepted: ({ data: { prefecture } }, row) => row && { ...row, prefecture },
      ReferralAcknowledged: (_, row) => row && reaching('acknowledged', row),
      ReferralAccepted: (_, row) => row && reaching('accepted', row),
      SupportRequested: {
        keyOf: ({ data: { referralId } }) => referralId ?? [],
        fold: ({ streamId }, row) => row && { ...reaching('ownerRequested', row), caseId: row.caseId ?? streamId },
      },
      SupportInitiated: each('caseId', caseOf, (_, row) => reaching('contacted', row)),
      NeedsAssessed: each('caseId', caseOf, (_, row) => reaching('assessed', row)),
      PlacementEstablished: each('caseId', caseOf, (_, row) => reaching('established', row)),
      CaseNotEstablished: each('caseId', caseOf, (_, row) => reaching('notEstablished', row)),
    },
    cases: {
      // The first request alone: a second case of the same referral is none of its story.
      SupportRequested: handler({
        with: { referral: ['referrals', ({ data }) => data.referralId] },
        fold: ({ streamId: caseId }, row, { referral }) =>
          row ??
          (referral?.caseId === null
            ? {
                caseId,
                referralId: referral.referralId,
                prefecture: referral.prefecture,
                needs: referral.needs,
                month: referral.month,
                reached: [],
              }
            : undefined),
      }),
      ReferralRouted: each(
        'referralId',
        ({ streamId }) => streamId,
        ({ data: { prefecture } }, row) => ({ ...row, prefecture }),
      ),
      RedirectAccepted: each(
        'referralId',
        ({ streamId }) => streamId,
        ({ data: { prefecture } }, row) => ({ ...row, prefecture }),
      ),
      SupportInitiated: (_, row) => row && reaching('contacted', row),
      NeedsAssessed: (_, row) => row && reaching('assessed', row),
      PlacementEstablished: (_, row) => row && reaching('established', row),
      CaseNotEstablished: (_, row) => row && reaching('notEstablished', row),
    },
  }),
});

/** Figures below it could tell of somebody (domain-model §2: small-cell suppression). */
const SMALLEST_TOLD = policyOf('AGR-2025').limits.smallestCell;

const steps = [
  'referred',
  'acknowledged',
  'accepted',
  'ownerRequested',
  'contacted',
  'assessed',
  'established',
  'notEstablished',
] as const;
type Step = (typeof steps)[number];

const outcomes: readonly Step[] = ['established', 'notEstablished'];

type Counts = { readonly [S in Step]: number };
type Figures = { readonly [S in Step]: number | null };

/** What tells the cells that something counts in, and which steps it has counted for. */
interface Counting {
  readonly prefecture: string | null;
  readonly needs: readonly string[];
  readonly month: string;
  readonly reached: readonly string[];
}

function begun(
  { prefecture, circumstances }: { readonly prefecture: string | null; readonly circumstances: readonly string[] },
  occurredAt: string,
): Counting {
  return { prefecture, needs: circumstances, month: dayOf(occurredAt).slice(0, 7), reached: ['referred'] };
}

function reaching<C extends Counting>(step: Step, of: C): C {
  return of.reached.includes(step) ? of : { ...of, reached: [...of.reached, step] };
}

function caseOf({ streamId }: { readonly streamId: string }): string {
  return streamId;
}

/** The key of each cell: month, prefecture (`none` where it is not known), need. */
function cellsOf({ prefecture, needs, month }: Counting): readonly string[] {
  return needs.map((need) => `${month}:${prefecture ?? 'none'}:${need}`);
}

/** The cells in which a step counts, unless it has counted already. */
function cellsToReach(step: Step, of: Counting | undefined): readonly string[] {
  return of && !of.reached.includes(step) ? cellsOf(of) : [];
}

/** The row of a cell with so many more at these steps; none where nobody is left in it. */
function counted(cell: string, row: { readonly counts: Counts } | undefined, reached: readonly string[], more: 1 | -1) {
  const counts = Object.fromEntries(
    steps.map((step) => [step, (row?.counts[step] ?? 0) + (reached.includes(step) ? more : 0)]),
  ) as Counts;
  if (steps.every((step) => counts[step] === 0)) return undefined;
  const [month = '', prefecture = '', ...need] = cell.split(':');
  const figures = told(counts);
  const suppressedSteps = steps.filter((step) => figures[step] === null);
  return {
    cell,
    prefecture: prefecture === 'none' ? null : prefecture,
    need: need.join(':'),
    month,
    offices: isPrefectureCode(prefecture) ? [iescOfficeOf(prefecture).id, associationOf(prefecture).id] : [],
    ...figures,
    suppressed: suppressedSteps.length > 0,
    suppressedSteps,
    counts,
  };
}

/**
 * The figures as they may be told, step by step: one that is small, or that differs from one told before it by so little
 * that the few between them could be known, is null. Both outcomes are null where one is, or where so few are open yet.
 */
function told(counts: Counts): Figures {
  const onTheWay = steps
    .filter((step) => !outcomes.includes(step))
    .reduce<readonly (readonly [Step, number])[]>((before, step) => {
      const figure = counts[step];
      return isTold(figure, before) ? [...before, [step, figure] as const] : before;
    }, []);
  const ended = outcomes.map((step) => [step, counts[step]] as const);
  const allEnded = ended.reduce((sum, [, figure]) => sum + figure, 0);
  const areOutcomesTold = [...ended.map(([, figure]) => figure), allEnded].every((figure) => isTold(figure, onTheWay));
  const figures: Partial<Figures> = Object.fromEntries(areOutcomesTold ? [...onTheWay, ...ended] : onTheWay);
  return Object.fromEntries(steps.map((step) => [step, figures[step] ?? null])) as Figures;
}

/** Whether a figure tells of nobody, neither by itself nor subtracted from one that is told. */
function isTold(figure: number, beside: readonly (readonly [Step, number])[]): boolean {
  return !isSmall(figure) && beside.every(([, other]) => !isSmall(Math.abs(other - figure)));
}

function isSmall(figure: number): boolean {
  return figure > 0 && figure < SMALLEST_TOLD;
}
