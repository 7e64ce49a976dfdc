import {
  LiaisonAppointed,
  LiaisonRelieved,
  OfficeCalendarSet,
  OfficeHeadAppointed,
  OfficeResumed,
  OfficeSuspended,
} from '#events/directory';
import { roles } from '#contexts/kernel';
import { decisions } from '#contexts/programme';
import { actor } from '#contexts/testing';
import { availableActions } from '#platform/decider';
import { exampleOf } from '#platform/event-schema';
import type { Row } from '#platform/projections';
import { actedOn } from '#platform/projections/serving';
import { given, on, sealedInTest } from '#platform/testing';
import { iescOffices, nasilcBodies, officeById } from '#reference-data';
import { officeStreamIdOf } from '../office.ts';
import { officeDirectory } from './office-directory.ts';

const rowOf = (officeId: string): Row => {
  const { id: _, ...known } = officeById(officeId)!;
  return {
    officeStreamId: officeStreamIdOf(officeId),
    officeId,
    ...known,
    stage: 'active',
    suspendedBecause: null,
    suspendedUntil: null,
    suspensionNote: null,
    closures: [],
    cutOffHour: null,
    headId: null,
    liaisonIds: [],
  };
};
const rowsWith = (own: object) =>
  [...iescOffices, ...nasilcBodies].map(({ id }) => (id === 'iesc-22' ? { ...rowOf(id), ...own } : rowOf(id)));

const at = `office-${officeStreamIdOf('iesc-22')}` as const;
const suspended = on(at, exampleOf(OfficeSuspended));
const appointed = on(at, exampleOf(LiaisonAppointed));

test('of one office’s calendar every office comes to be there', () =>
  given(on(at, exampleOf(OfficeCalendarSet))).thenRows(
    officeDirectory,
    rowsWith({ closures: ['2025-11-25', '2026-02-10'], cutOffHour: 16 }),
  ));

test('out of service', () =>
  given(suspended).thenRows(
    officeDirectory,
    rowsWith({
      stage: 'suspended',
      suspendedBecause: 'disaster',
      suspendedUntil: '2025-11-14',
      suspensionNote: sealedInTest('台風による停電のため'),
    }),
  ));

test('and back', () => given(suspended, on(at, exampleOf(OfficeResumed))).thenRows(officeDirectory, rowsWith({})));

test('with its head', () =>
  given(on(at, exampleOf(OfficeHeadAppointed))).thenRows(officeDirectory, rowsWith({ headId: 'iesc-manager-22-1' })));

test('with its liaisons', async () => {
  await given(appointed).thenRows(officeDirectory, rowsWith({ liaisonIds: ['iesc-intake-22-1'] }));
  await given(appointed, on(at, exampleOf(LiaisonRelieved))).thenRows(officeDirectory, rowsWith({}));
});

describe('what a reader can do with a row', () => {
  const manager = actor('iesc.office_manager');
  const headquarters = actor('iesc.hq_coordinator', 'iesc-hq');
  const set = 'SetBusinessCalendar';
  const liaisons = ['AppointLiaison', 'RelieveLiaison'];

  test.each([
    ['its manager', manager, 'active', [set, ...liaisons]],
    ['another’s manager', actor('iesc.office_manager', 'iesc-23'), 'active', []],
    ['its headquarters', headquarters, 'active', [set, 'SuspendOffice', 'AppointOfficeHead', ...liaisons]],
    [
      'and out of service',
      headquarters,
      'suspended',
      [set, 'SuspendOffice', 'ResumeOffice', 'AppointOfficeHead', ...liaisons],
    ],
    ['the other organisation’s headquarters', actor('nasilc.hq_liaison', 'nasilc-hq'), 'active', []],
    ['an advisor', actor('iesc.advisor'), 'active', []],
  ])('%s', (_, who, stage, actions) => {
    const thing = actedOn(officeDirectory, { ...rowOf('iesc-22'), stage }, who)!;
    expect(availableActions(decisions, roles, thing, who)).toEqual(actions);
  });
});
