import { verifyChain } from '#platform/audit';
import { AggregateLoader } from './index.ts';
import {
  commandOf,
  contextOf,
  ForgetfulEventStore,
  makeThing,
  MakeThing,
  openDoor,
  registry,
  renameThing,
  RenameThing,
  thing,
  thingId,
} from './sample-things.fixture.ts';

/** As the embedded log does: the same array until the stream has grown. */
class RememberingEventStore extends ForgetfulEventStore {
  #known: ReturnType<ForgetfulEventStore['readWhole']> | undefined;

  override readWhole(stream: Parameters<ForgetfulEventStore['readWhole']>[0]) {
    return (this.#known ??= super.readWhole(stream));
  }

  override append(...given: Parameters<ForgetfulEventStore['append']>) {
    this.#known = undefined;
    return super.append(...given);
  }
}

describe.each([
  ['a new array each time', ForgetfulEventStore],
  ['the same array until it grows', RememberingEventStore],
])('a stream that the store answers as %s', (_, Store) => {
  test('is folded as it stands', async () => {
    const store = new Store();
    const { door } = openDoor(store);
    const loader = new AggregateLoader(store, registry);
    expect(await loader.load(thing, thingId)).toMatchObject({ state: { stage: 'none' }, revision: undefined });
    await door.issue(makeThing, commandOf(MakeThing, { thingId, name: 'a' }), contextOf('make'));
    const before = await loader.load(thing, thingId);
    expect(await loader.load(thing, thingId)).toEqual(before);
    await door.issue(renameThing, commandOf(RenameThing, { thingId, name: 'b' }), contextOf('rename'));
    expect(before).toMatchObject({ state: { stage: 'open', names: 1 }, revision: 0 });
    expect(await loader.load(thing, thingId)).toMatchObject({ state: { stage: 'open', names: 2 }, revision: 1 });
    expect(verifyChain(store.log)).toBeUndefined();
  });

  test('cannot be changed by who decides on it', async () => {
    const store = new Store();
    const { door } = openDoor(store);
    await door.issue(makeThing, commandOf(MakeThing, { thingId, name: 'a' }), contextOf('make'));
    const { state } = await new AggregateLoader(store, registry).load(thing, thingId);
    expect(() => Object.assign(state, { names: 9 })).toThrow(TypeError);
  });
});
