import {
  AgreementAmended,
  AgreementConfirmed,
  AgreementDraftDiscarded,
  AgreementRegistered,
  AgreementTerminated,
} from '#events/agreement';
import { MemberSignedIn } from '#events/directory';
import { policyOf } from '#contexts/agreement';
import { exampleOf } from '#platform/event-schema';
import { given, on } from '#platform/testing';
import { agreementVersionsId } from '../agreement-versions.ts';
import { agreements } from './agreements.ts';

const stream = `agreement-${agreementVersionsId}` as const;
const draft = AgreementAmended({ ...exampleOf(AgreementAmended).data, awaits: 'nasilc' });
/** As it was recorded when one side spoke for both. */
const amended = AgreementAmended({ ...draft.data, awaits: null });
const confirmed = AgreementConfirmed({ version: 'AGR-2025-2', inForceFrom: '2025-12-01', follows: 'AGR-2025' });
const followed = AgreementRegistered({
  ...exampleOf(AgreementRegistered).data,
  inForceFrom: '2026-04-01',
  follows: 'AGR-2025-2',
  awaits: null,
});
const { deadlines, limits, cadence, codes } = amended.data;
const unsaid = { awaits: null, confirmedAt: null, confirmedBy: null, terminationMessage: null };
const amendment = {
  version: 'AGR-2025-2',
  stage: 'agreed',
  kind: 'amendment',
  labels: null,
  follows: 'AGR-2025',
  signedOn: null,
  inForceFrom: '2025-12-01',
  inForceUntil: null as string | null,
  changes: { deadlines, limits, cadence, codes },
  recordedAt: '2026-04-01T00:00:00.000Z',
  recordedBy: 'hq',
  followedBy: null as string | null,
  ...unsaid,
};
const cameWithTheProgram = (version: string, follows: string | null, followedBy: string | null) => {
  const { kind, labels, signedOn, inForceFrom, inForceUntil } = policyOf(version);
  return {
    ...{ version, stage: 'agreed', kind, labels, follows, signedOn, inForceFrom, inForceUntil },
    changes: { deadlines: [], limits: [], cadence: [], codes: [] },
    ...{ recordedAt: null, recordedBy: null, followedBy, ...unsaid },
  };
};
const declaration = cameWithTheProgram('DECL-2021', null, 'AGR-2025');
const agreement = cameWithTheProgram('AGR-2025', 'DECL-2021', null);
/** The agreement, once an amendment was recorded, and once it is agreed. */
const toBeFollowed = { ...agreement, followedBy: 'AGR-2025-2' };
const hasFollowed = { ...toBeFollowed, inForceUntil: '2025-11-30' };
const actor = { userId: 'hq', org: 'iesc', officeId: 'iesc-hq', role: 'iesc.hq_coordinator' };
const other = { userId: 'liaison', org: 'nasilc', officeId: 'nasilc-hq', role: 'nasilc.hq_liaison' };
const signedIn = on(`member-${agreementVersionsId}`, exampleOf(MemberSignedIn));

test('those that came with the program, as soon as somebody has signed in', () =>
  given(signedIn, signedIn).thenRows(agreements, [declaration, agreement]));

test('a draft, with what it would change; the version before it goes on', () =>
  given(signedIn, on(stream, draft, { actor })).thenRows(agreements, [
    declaration,
    toBeFollowed,
    {
      ...amendment,
      ...{ stage: 'draft', awaits: 'nasilc', followedBy: 'AGR-2025-2', recordedAt: '2026-04-01T00:00:01.000Z' },
    },
  ]));

test('confirmed by the other side: it follows the one before, also where nobody has signed in', () =>
  given(on(stream, draft, { actor }), on(stream, confirmed, { actor: other })).thenRows(agreements, [
    hasFollowed,
    { ...amendment, confirmedAt: '2026-04-01T00:00:01.000Z', confirmedBy: 'liaison' },
  ]));

test('discarded, the version before it goes on', () =>
  given(on(stream, draft, { actor }), on(stream, AgreementDraftDiscarded({ version: 'AGR-2025-2' }))).thenRows(
    agreements,
    [agreement, { ...amendment, stage: 'discarded' }],
  ));

test('recorded when one side spoke for both, it is agreed', () =>
  given(on(stream, amended, { actor })).thenRows(agreements, [hasFollowed, amendment]));

test('a new agreement; what it follows ends on the day before', () =>
  given(signedIn, on(stream, amended, { actor }), on(stream, followed, { actor })).thenRows(agreements, [
    declaration,
    hasFollowed,
    {
      ...amendment,
      ...{ inForceUntil: '2026-03-31', recordedAt: '2026-04-01T00:00:01.000Z', followedBy: 'AGR-2030' },
    },
    {
      ...amendment,
      version: 'AGR-2030',
      kind: 'agreement',
      labels: { ja: '新たな連携協定', en: 'New agreement on cooperation' },
      follows: 'AGR-2025-2',
      signedOn: '2025-11-04',
      inForceFrom: '2026-04-01',
      recordedAt: '2026-04-01T00:00:02.000Z',
    },
  ]));

describe('terminated', () => {
  const until = (version: string) => AgreementTerminated({ version, terminatedFrom: '2026-01-01', message: null });
  const ended = { stage: 'terminated', inForceUntil: '2025-12-31' };

  test('it is in force until the day before', () =>
    given(on(stream, until('AGR-2025'))).thenRows(agreements, [{ ...agreement, ...ended }]));

  test('another that comes after leaves that day as it is', () =>
    given(on(stream, amended, { actor }), on(stream, until('AGR-2025-2')), on(stream, followed, { actor })).thenRows(
      agreements,
      [
        hasFollowed,
        { ...amendment, ...ended, followedBy: 'AGR-2030' },
        {
          ...amendment,
          version: 'AGR-2030',
          kind: 'agreement',
          labels: { ja: '新たな連携協定', en: 'New agreement on cooperation' },
          follows: 'AGR-2025-2',
          signedOn: '2025-11-04',
          inForceFrom: '2026-04-01',
          recordedAt: '2026-04-01T00:00:02.000Z',
        },
      ],
    ));
});

describe('acted upon', () => {
  const drafted = { ...amendment, stage: 'draft', awaits: 'nasilc', followedBy: 'AGR-2025-2' };
  const terminated = { ...agreement, stage: 'terminated' };

  test.each([
    ['the last version', agreement, 'open'],
    ['the last, terminated', terminated, 'terminated'],
    ['a draft that awaits the reader’s side', drafted, 'awaiting_confirmation'],
    ['a draft of the reader’s own side', { ...drafted, awaits: 'iesc' }, 'none'],
    ['one that a draft is to follow', toBeFollowed, 'none'],
    ['one that another has followed', hasFollowed, 'none'],
    ['one terminated that another has followed', { ...terminated, followedBy: 'AGR-2030' }, 'none'],
    ['a draft that came to nothing', { ...amendment, stage: 'discarded' }, 'none'],
  ])('%s', (_, row, stage) => expect(agreements.actsOn!(row, other)).toEqual({ category: 'agreement', stage }));
});
