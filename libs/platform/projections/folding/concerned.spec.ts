import { on, recordedInTest } from '#platform/testing';
import { GroupClosed, ThingMade, ThingPraised, thingRegistry, things } from '../contract/sample-things.ts';
import { concerning, concerns } from './concerned.ts';
import { LogEvent } from '../definition/log-event.ts';

const page = recordedInTest([
  on('thing-1', ThingMade({ group: 'a' })),
  on('other-1', ThingPraised({})),
  on('group-a', GroupClosed({})),
  on('thing-1', ThingPraised({})),
  on('things-1', ThingPraised({})),
]).map((recorded) => new LogEvent(recorded, thingRegistry));

test('of a page, a projection has to do with the types that it handles and with the streams of its rows, in order', () => {
  const ofStreams = { ...things, aggregate: 'thing' };
  expect(concerning(ofStreams, page)).toEqual([page[0], page[2], page[3]]);
  expect(page.filter(({ recorded }) => concerns(ofStreams, recorded))).toEqual(concerning(ofStreams, page));
});

test('the same page is another projection’s too', () => {
  expect(concerning({ ...things, on: {}, aggregate: 'other' }, page)).toEqual([page[1]]);
  expect(concerning({ ...things, on: {}, aggregate: 'nobody' }, page)).toEqual([]);
});
