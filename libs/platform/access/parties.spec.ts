import type { Actor } from '#platform/event-store';
import { inScope } from './parties.ts';
import { roleTable, type Scope } from './role.ts';

const actor: Actor = { userId: 'u-1', org: 'iesc', officeId: 'iesc-13', role: 'reader' };
const role = (scope: Scope) => ({ name: 'reader', org: 'iesc', scope });

describe('the reach of a role', () => {
  test.each([
    ['everything', { offices: [], persons: [] }, true],
    ['everything', { offices: [], persons: [], organisations: ['nasilc', 'iesc'] }, true],
    ['everything', { offices: [], persons: [], organisations: ['nasilc'] }, false],
    ['office', { offices: ['iesc-27', 'iesc-13'], persons: [] }, true],
    ['office', { offices: ['iesc-27'], persons: ['u-1'] }, false],
    ['person', { offices: [], persons: ['u-2', 'u-1'] }, true],
    ['person', { offices: ['iesc-13'], persons: ['u-2'] }, false],
  ] as const)('%s over %j is %s', (scope, parties, expected) => {
    expect(inScope(actor, role(scope), parties)).toEqual(expected);
  });

  test('of a process is everything, whose organisation’s ever', () => {
    const ofNasilc = { offices: [], persons: [], organisations: ['nasilc'] };
    expect(inScope(actor, { ...role('everything'), signIn: false }, ofNasilc)).toEqual(true);
  });

  test('of an office is nothing for an actor without one', () => {
    expect(inScope({ ...actor, officeId: null }, role('office'), { offices: ['iesc-13'], persons: [] })).toEqual(false);
  });

  test('is nothing under a role that is not the actor’s', () => {
    const everything = { offices: [], persons: [] };
    expect(inScope({ ...actor, role: 'other' }, role('everything'), everything)).toEqual(false);
    expect(inScope({ ...actor, org: 'nasilc' }, role('everything'), everything)).toEqual(false);
  });
});

test('a role defined twice is refused', () => {
  expect(() => roleTable([role('office'), role('person')])).toThrow('The role reader is defined twice.');
});
