import type { Item } from '../serving/read-model-answer.ts';

/** An event of an event stream as its reader gets it, its data parsed; a block without data has none. */
export interface ReadEvent {
  readonly event: string | undefined;
  readonly id: string | undefined;
  readonly data: { readonly key?: string; readonly position?: number; readonly item?: Item; readonly version?: number };
}

/** The whole blocks of a piece of an event stream, comments left out; what a cut left of the last block is dropped. */
export function eventsIn(text: string): readonly ReadEvent[] {
  return text
    .split('\n\n')
    .slice(0, -1)
    .map((block) => {
      const fields = new Map<string, string>();
      for (const line of block.split('\n')) {
        const colon = line.indexOf(': ');
        fields.set(line.slice(0, colon), line.slice(colon + 2));
      }
      return {
        event: fields.get('event'),
        id: fields.get('id'),
        data: JSON.parse(fields.get('data') ?? '{}') as object,
      };
    });
}

/** What a reader of a change feed keeps: the rows told, and the id to come back with. */
export class Picture {
  readonly rows = new Map<string, Item>();
  lastEventId: string | undefined;

  take(events: readonly ReadEvent[]): void {
    for (const { event, id, data } of events) {
      if (event === 'reset') this.rows.clear();
      if (event === 'row') this.rows.set(data.key!, data.item!);
      if (event === 'gone') this.rows.delete(data.key!);
      if (id !== undefined) this.lastEventId = id;
    }
  }
}
