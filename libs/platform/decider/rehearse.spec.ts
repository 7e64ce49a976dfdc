import {
  closeThing,
  CloseThing,
  commandOf,
  contextOf,
  ForgetfulEventStore,
  maker,
  makeThing,
  MakeThing,
  openDoor,
  renameThing,
  RenameThing,
  thingId,
} from './sample-things.fixture.ts';

const rename = commandOf(RenameThing, { thingId, name: 'b' });

async function made() {
  const store = new ForgetfulEventStore();
  const { door } = openDoor(store);
  await door.issue(makeThing, commandOf(MakeThing, { thingId, name: 'a' }), contextOf('make'));
  return { store, door };
}

test('a rehearsal tells what a command would record, and records nothing', async () => {
  const { store, door } = await made();
  expect(await door.rehearse(renameThing, rename, contextOf('rename'))).toEqual(['ThingRenamed']);
  expect(store.log.map(({ type }) => type)).toEqual(['ThingMade']);
});

test('of what is recorded already it tells that nothing would be', async () => {
  const { door } = await made();
  const close = commandOf(CloseThing, { thingId });
  await door.issue(closeThing, close, contextOf('close'));
  expect(await door.rehearse(closeThing, close, contextOf('close again'))).toEqual([]);
});

test.each([
  ['to another role', renameThing, { ...maker, role: 'keeper' }, 'ROLE_NOT_ALLOWED'],
  ['to whom it is not', renameThing, { ...maker, userId: 'somebody else' }, 'NOT_FOUND'],
])('it is refused as the command would be: %s', async (_, decision, actor, code) => {
  const { door } = await made();
  await expect(door.rehearse(decision, rename, contextOf('rename', { actor }))).rejects.toMatchObject({ code });
});

test('and at a stage that does not allow it', async () => {
  const { door } = await made();
  await door.issue(closeThing, commandOf(CloseThing, { thingId }), contextOf('close'));
  await expect(door.rehearse(renameThing, rename, contextOf('rename'))).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
});
