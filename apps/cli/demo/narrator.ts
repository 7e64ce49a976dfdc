import type { Recorded, Row } from './back-office.ts';

const WIDTH = 58;

/** Tells a story on a terminal: each step as a sentence, both organisations' views side by side. */
export class Narrator {
  #step = 0;

  constructor(private readonly write: (line: string) => void) {}

  chapter(title: string): void {
    this.write(`\n── ${title} ${'─'.repeat(Math.max(0, 110 - title.length))}`);
  }

  /** The story has come to another day. */
  day(day: string): void {
    this.write(`     ◷ ${day}`);
  }

  /** Who did what, which events it left, at which position. */
  step(sentence: string, { events, position }: Recorded): void {
    this.#step += 1;
    this.write(`${String(this.#step).padStart(3)}. ${sentence}`);
    this.write(`     ${events.join(', ')} @ ${position}`);
  }

  /** Something that happened by itself: a process reacted. */
  note(sentence: string): void {
    this.write(`     ${sentence}`);
  }

  /** The same facts as each organisation sees them. */
  sideBySide(consultants: Row | undefined, iesc: Row | undefined, columns: readonly string[]): void {
    this.write(`     ${pad('NASILC sees')}│ IESC sees`);
    for (const column of columns) {
      this.write(`     ${pad(`${column}: ${shown(consultants?.[column])}`)}│ ${column}: ${shown(iesc?.[column])}`);
    }
  }
}

/** Japanese characters take two places on a terminal. */
function pad(text: string): string {
  const width = [...text].reduce((sum, character) => sum + (character > '\u2000' ? 2 : 1), 0);
  return text + ' '.repeat(Math.max(1, WIDTH - width));
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return '–';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(shown).join(', ');
  return typeof value === 'object' ? Object.values(value).map(shown).join(' / ') : String(value as string | number);
}
