import type { Actor } from '#platform/event-store';
import { RememberedActors } from './remembered-actors.ts';

const actor = (userId: string): Actor => ({ userId, org: 'iesc', officeId: null, role: 'reader' });

describe('remembered actors', () => {
  test('are recalled until their instant, exclusive', () => {
    const remembered = new RememberedActors(2);
    remembered.remember('a', actor('a'), 100);
    expect(remembered.recall('a', 99)).toEqual(actor('a'));
    expect(remembered.recall('a', 100)).toEqual(undefined);
    expect(remembered.recall('a', 99)).toEqual(undefined);
  });

  test('make room by forgetting the one not asked for longest', () => {
    const remembered = new RememberedActors(2);
    remembered.remember('a', actor('a'), 100);
    remembered.remember('b', actor('b'), 100);
    remembered.recall('a', 0);
    remembered.remember('c', actor('c'), 100);
    expect(['a', 'b', 'c'].map((name) => remembered.recall(name, 0)?.userId)).toEqual(['a', undefined, 'c']);
  });

  test('forget nobody for one that is remembered again', () => {
    const remembered = new RememberedActors(2);
    remembered.remember('a', actor('a'), 100);
    remembered.remember('b', actor('b'), 100);
    remembered.remember('b', actor('b'), 200);
    expect(['a', 'b'].map((name) => remembered.recall(name, 0)?.userId)).toEqual(['a', 'b']);
  });
});
