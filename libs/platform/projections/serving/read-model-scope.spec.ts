import { roleTable } from '#platform/access';
import type { Actor } from '#platform/event-store';
import { key, list, text } from '../definition/column.ts';
import { projectionsOver, table } from '../definition/definition.ts';
import { actedOn, isAudience, scopeCondition } from './read-model-scope.ts';

const projection = projectionsOver<object>();
const columns = { id: key(), stage: text(), office: text(), circle: text().nullable(), readers: list(text()) };

/** Notices of an office that the people of a circle may read, and those who are named. */
const notices = projection({
  name: 'notices',
  version: 1,
  audience: 'both',
  aggregate: 'notice',
  table: table(columns),
  scope: { offices: ['office'], persons: ['readers'], members: ['circle'] },
  on: {},
});
const row = { id: 'n1', stage: 'open', office: 'o-1', circle: 'o-2', readers: ['mia'] };

const roles = roleTable([
  { name: 'head', org: 'iesc', scope: 'everything' },
  { name: 'clerk', org: 'iesc', scope: 'office' },
  { name: 'member', org: 'iesc', scope: 'person' },
  { name: 'auditor', org: 'audit', scope: 'everything' },
]);
const actor = (role: string, officeId: string | null): Actor => ({ userId: 'mia', org: 'iesc', officeId, role });
const nothing = { is: 'any', of: [] };

describe('the rows a reader sees', () => {
  test('whose reach is everything: all', () => {
    expect(scopeCondition(notices, actor('head', null), roles)).toEqual({ is: 'all', of: [] });
  });

  test('whose reach is everything, where rows name organisations: their own organisation’s; the auditor’s is all', () => {
    const shared = projection({
      name: 'shared',
      version: 1,
      audience: 'both',
      table: table({ id: key(), organisations: list(text()) }),
      scope: { organisations: ['organisations'] },
      on: {},
    });
    expect(scopeCondition(shared, actor('head', null), roles)).toEqual({
      is: 'any',
      of: [{ is: 'containing', column: 'organisations', value: 'iesc' }],
    });
    const auditor: Actor = { userId: 'ann', org: 'audit', officeId: null, role: 'auditor' };
    expect(scopeCondition(shared, auditor, roles)).toEqual({ is: 'all', of: [] });
  });

  test('whose reach is an office: the office’s, not those it is a circle of', () => {
    expect(scopeCondition(notices, actor('clerk', 'o-2'), roles)).toEqual({
      is: 'any',
      of: [{ is: 'equal', column: 'office', value: 'o-2' }],
    });
  });

  test('whose reach is the person: those that name them, and those their office is a circle of', () => {
    expect(scopeCondition(notices, actor('member', 'o-2'), roles)).toEqual({
      is: 'any',
      of: [
        { is: 'any', of: [{ is: 'containing', column: 'readers', value: 'mia' }] },
        { is: 'any', of: [{ is: 'equal', column: 'circle', value: 'o-2' }] },
      ],
    });
  });

  test('a person of no office is in no circle', () => {
    expect(scopeCondition(notices, actor('member', null), roles)).toEqual({
      is: 'any',
      of: [{ is: 'any', of: [{ is: 'containing', column: 'readers', value: 'mia' }] }, nothing],
    });
  });

  test('that names addressees: within their reach what is addressed to them, or to their post; the auditor’s is all', () => {
    const letters = projection({
      name: 'letters',
      version: 1,
      audience: 'everyone',
      table: table({ id: key(), office: text(), address: text() }),
      scope: { offices: ['office'], persons: ['address'], addressees: ['address'] },
      on: {},
    });
    const addressed = (value: string) => ({ is: 'any', of: [{ is: 'equal', column: 'address', value }] });
    expect(scopeCondition(letters, actor('clerk', 'o-1'), roles)).toEqual({
      is: 'all',
      of: [
        { is: 'any', of: [{ is: 'equal', column: 'office', value: 'o-1' }] },
        { is: 'any', of: [addressed('mia'), addressed('clerk@o-1')] },
      ],
    });
    expect(scopeCondition(letters, actor('head', null), roles)).toEqual({
      is: 'all',
      of: [
        { is: 'all', of: [] },
        { is: 'any', of: [addressed('mia')] },
      ],
    });
    const auditor: Actor = { userId: 'ann', org: 'audit', officeId: null, role: 'auditor' };
    expect(scopeCondition(letters, auditor, roles)).toEqual({ is: 'all', of: [] });
  });

  test('of a read model for everyone: all, whatever their reach', () => {
    const everyones = { ...notices, scope: { ...notices.scope, everyone: true as const } };
    for (const reader of [actor('clerk', 'o-2'), actor('member', null)]) {
      expect(scopeCondition(everyones, reader, roles)).toEqual({ is: 'all', of: [] });
    }
    expect(scopeCondition(everyones, actor('guest', 'o-1'), roles)).toEqual(nothing);
  });

  test('whose role nobody defined, or another organisation’s: none', () => {
    expect(scopeCondition(notices, actor('guest', 'o-1'), roles)).toEqual(nothing);
    expect(scopeCondition(notices, { ...actor('head', null), org: 'nasilc' }, roles)).toEqual(nothing);
  });
});

test('for both organisations is not for who runs the service; for everyone is', () => {
  const operator: Actor = { userId: 'oda', org: 'tasuki', officeId: null, role: 'operator' };
  expect(isAudience(notices, operator)).toBe(false);
  expect(isAudience({ ...notices, audience: 'everyone' }, operator)).toBe(true);
});

describe('what a reader acts upon', () => {
  const parties = { offices: ['o-1'], persons: ['mia'] };

  test('the row’s aggregate at the row’s stage', () => {
    expect(actedOn(notices, row, actor('clerk', 'o-1'))).toEqual({ category: 'notice', stage: 'open', parties });
  });

  test('or what the read model says of this reader', () => {
    const read = projection({
      name: 'notices',
      version: 1,
      audience: 'both',
      table: table(columns),
      scope: { offices: ['office'], persons: ['readers'] },
      actsOn: ({ readers }, { userId }) => ({
        category: 'receipt',
        stage: readers.includes(userId) ? 'given' : 'none',
      }),
      on: {},
    });
    expect(actedOn(read, row, actor('member', 'o-1'))).toEqual({ category: 'receipt', stage: 'given', parties });
    expect(actedOn(read, { ...row, readers: [] }, actor('member', 'o-1'))).toEqual({
      category: 'receipt',
      stage: 'none',
      parties: { offices: ['o-1'], persons: [] },
    });
  });

  test('nothing where the read model is of no aggregate', () => {
    const plain = projection({ name: 'n', version: 1, audience: 'both', table: table(columns), scope: {}, on: {} });
    expect(actedOn(plain, row, actor('head', null))).toBeUndefined();
  });
});
