import { availableActions } from './index.ts';
import { decisions, maker, roles } from './sample-things.fixture.ts';

const parties = { offices: ['iesc-22'], persons: ['maker-1'] };
const open = { category: 'thing', stage: 'open', parties };
const actions = (thing: Parameters<typeof availableActions>[2], actor = maker) =>
  availableActions(decisions, roles, thing, actor);

test('are what role, stage and ownership allow, and never the making of what exists', () => {
  expect(actions(open)).toEqual(['RenameThing', 'CloseThing', 'FindThing']);
});

test('depend on the stage', () => {
  expect(actions({ ...open, stage: 'closed' })).toEqual(['CloseThing']);
  expect(actions({ ...open, stage: 'elsewhere' })).toEqual([]);
});

test('depend on the role', () => {
  expect(actions(open, { ...maker, role: 'keeper' })).toEqual(['CloseThing']);
  expect(actions(open, { ...maker, role: 'unheard of' })).toEqual([]);
});

test('of what is another’s are those that are open to all', () => {
  expect(actions(open, { ...maker, userId: 'maker-2' })).toEqual(['FindThing']);
  expect(actions(open, { ...maker, role: 'keeper', officeId: 'iesc-23' })).toEqual([]);
});

test('of what is nobody’s in particular are everybody’s with the role', () => {
  expect(actions({ ...open, parties: undefined }, { ...maker, userId: 'maker-2' })).toEqual([
    'RenameThing',
    'CloseThing',
    'FindThing',
  ]);
});

test('on what is not there yet are those that make it', () => {
  expect(actions({ category: 'thing', stage: 'none', parties: undefined })).toEqual(['MakeThing', 'LendThing']);
});

test('of another kind of thing are other ones', () => {
  expect(actions({ ...open, category: 'matter' })).toEqual([]);
});
