import { MemberLeftOffice, MemberMailSet, MemberSignedIn } from '#events/directory';
import { roles } from '#contexts/kernel';
import { decisions } from '#contexts/programme';
import { actor } from '#contexts/testing';
import { availableActions } from '#platform/decider';
import { exampleOf } from '#platform/event-schema';
import type { Actor } from '#platform/event-store';
import { actedOn } from '#platform/projections/serving';
import { given, on, sealedInTest } from '#platform/testing';
import { officeStreamIdOf } from '../office.ts';
import { memberIdOf } from '../staff-member.ts';
import { staffDirectory } from './staff-directory.ts';

const memberId = memberIdOf('advisor-22');
const stream = `member-${memberId}` as const;
const example = exampleOf(MemberSignedIn);
const seen = on(stream, example);
const mailSet = on(stream, exampleOf(MemberMailSet));
const elsewhere = on(stream, MemberSignedIn({ ...example.data, officeId: 'iesc-23' }));
const mail = sealedInTest('advisor-22@example.jp');
const row = {
  postId: `${memberId}:iesc-22`,
  memberId,
  stage: 'known',
  userId: 'advisor-22',
  organisation: 'iesc',
  officeId: 'iesc-22',
  officeStreamId: officeStreamIdOf('iesc-22'),
  roles: ['iesc.advisor'],
  mail: null,
  seenSince: '2026-04-01T00:00:00.000Z',
};

test('from the first sign-in on', () => given(seen).thenServed(staffDirectory, [row]));

test('with every role they were seen in', () =>
  given(seen, on(stream, MemberSignedIn({ ...example.data, role: 'iesc.intake' }))).thenServed(staffDirectory, [
    { ...row, roles: ['iesc.advisor', 'iesc.intake'] },
  ]));

test('with where mail reaches them, at offices that come later too', () =>
  given(seen, mailSet, elsewhere).thenServed(staffDirectory, [
    { ...row, mail },
    {
      ...row,
      postId: `${memberId}:iesc-23`,
      officeId: 'iesc-23',
      officeStreamId: officeStreamIdOf('iesc-23'),
      mail,
      seenSince: '2026-04-01T00:00:02.000Z',
    },
  ]));

test('until they leave', () => given(seen, on(stream, exampleOf(MemberLeftOffice))).thenServed(staffDirectory, []));

test.each<[string, Actor, readonly string[]]>([
  ['their organisation sees where mail reaches them', actor('iesc.hq_coordinator', 'iesc-hq'), ['C']],
  ['the other one does not', actor('nasilc.hq_liaison', 'nasilc-hq'), []],
])('%s', (_, reader, classes) => {
  expect(staffDirectory.reveals?.(row, reader)).toEqual(classes);
});

test.each<[string, Actor, readonly string[]]>([
  ['their manager', actor('iesc.office_manager'), ['SetMemberMail', 'LeaveOffice']],
  ['themselves', actor('iesc.advisor', 'iesc-22', 'advisor-22'), ['SetMemberMail']],
])('%s can do this with a row', (_, who, actions) => {
  expect(availableActions(decisions, roles, actedOn(staffDirectory, row, who)!, who)).toEqual(actions);
});
