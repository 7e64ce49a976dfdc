import type { LogEvent } from '../definition/log-event.ts';
import type { Projection } from '../definition/projection.ts';
import { categoryOf, type RecordedEvent } from '#platform/event-store';

/** Whether a projection has anything to do with an event: it handles the type, or it is of a row's own stream. */
export function concerns(projection: Projection, { type, stream }: RecordedEvent): boolean {
  return Object.hasOwn(projection.on, type) || projection.aggregate === categoryOf(stream);
}

/** Where in a page of the log the events stand that have a type, or are of a category. */
interface PlacesInPage {
  readonly ofType: ReadonlyMap<string, readonly number[]>;
  readonly ofCategory: ReadonlyMap<string, readonly number[]>;
}

/** Made once for each page, for all projections that it is handed to. */
const places = new WeakMap<readonly LogEvent[], PlacesInPage>();

/** The events of a page of the log that a projection has to do with, in order: what it does not handle is not looked at. */
export function concerning(projection: Projection, page: readonly LogEvent[]): readonly LogEvent[] {
  const known = places.get(page) ?? placesIn(page);
  places.set(page, known);
  const isWanted = new Uint8Array(page.length);
  let wanted = 0;
  const want = (all: readonly number[] = []) => {
    for (const place of all) {
      wanted += 1 - isWanted[place]!;
      isWanted[place] = 1;
    }
  };
  for (const type in projection.on) want(known.ofType.get(type));
  if (projection.aggregate !== undefined) want(known.ofCategory.get(projection.aggregate));
  if (wanted === page.length) return page;
  return wanted === 0 ? [] : page.filter((_, place) => isWanted[place] === 1);
}

function placesIn(page: readonly LogEvent[]): PlacesInPage {
  const ofType = new Map<string, number[]>();
  const ofCategory = new Map<string, number[]>();
  for (const [place, { recorded }] of page.entries()) {
    note(ofType, recorded.type, place);
    note(ofCategory, categoryOf(recorded.stream), place);
  }
  return { ofType, ofCategory };
}

function note(places: Map<string, number[]>, name: string, place: number): void {
  const known = places.get(name);
  if (known) known.push(place);
  else places.set(name, [place]);
}
