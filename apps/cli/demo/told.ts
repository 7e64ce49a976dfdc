import type { Cast } from './cast.ts';
import type { Narrator } from './narrator.ts';
import type { People } from './people.ts';
import type { StoryDays } from './story-days.ts';

/** What every part of the story is told with. */
export interface Told {
  readonly people: People;
  readonly cast: Cast;
  readonly narrator: Narrator;
  readonly days: StoryDays;
}
