import { randomUUID } from 'node:crypto';

/** The answer to a command. */
export interface Recorded {
  readonly id: string;
  readonly revision: number;
  readonly position: number;
  readonly events: readonly string[];
  /** Of a referral that may be a duplicate (202): those that were open before it. */
  readonly candidates?: readonly { readonly referralId: string; readonly isYours: boolean }[];
}

/** A row of a read model, for a story that shows some of its columns. */
export type Row = Readonly<Record<string, unknown>>;

/** The service refused a request of the story: the status and its problem document. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    readonly status: number,
    readonly problem: Row,
    request: string,
  ) {
    super(`${request} → ${status} ${JSON.stringify(problem)}`);
  }
}

/** A read model has not come far enough yet. */
const behind: ReadonlySet<unknown> = new Set(['READ_MODEL_BUILDING', 'POSITION_NOT_REACHED']);
const ASK_AGAIN_MS = 500;
const MOST_ATTEMPTS = 60;

/** A person at a back office, signed in: sends commands and reads what their organisation sees, over HTTP alone. */
export class BackOffice {
  constructor(
    readonly user: string,
    private readonly url: string,
    private readonly token: string,
    private readonly seen: { position: number },
  ) {}

  /** Signs in at the development issuer. `seen` is shared by the people of a story: each sees what the others did. */
  static async signIn(user: string, url: string, issuer: string, seen: { position: number }): Promise<BackOffice> {
    const response = await fetch(`${issuer}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ user }),
    });
    const { access_token: token } = (await response.json()) as { access_token: string };
    return new BackOffice(user, url, token, seen);
  }

  /** From now on, they and whoever they share a story with see what happened up to a position of the log. */
  sees(position: number): void {
    this.seen.position = Math.max(this.seen.position, position);
  }

  /** Sends a command under a key of its own. @throws Refused */
  async command(path: string, body: object = {}, key: string = randomUUID()): Promise<Recorded> {
    const recorded = (await this.request('POST', path, { 'idempotency-key': key }, body)) as unknown as Recorded;
    this.sees(recorded.position);
    return recorded;
  }

  /**
   * One row, or a whole answer, as it stands after everything the story has done. A read model that is still being built
   * from the log says when to ask again, and is asked again, for half a minute.
   *
   * @throws Refused
   */
  async get(path: string): Promise<Row> {
    const target = `${path}${path.includes('?') ? '&' : '?'}minPosition=${this.seen.position}`;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.request('GET', target, {});
      } catch (error) {
        const isBehind = error instanceof Refused && behind.has(error.problem['code']);
        if (!isBehind || attempt === MOST_ATTEMPTS) throw error;
        await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
      }
    }
  }

  /** The rows of a list. @throws Refused */
  async list(path: string): Promise<readonly Row[]> {
    return (await this.get(path))['items'] as readonly Row[];
  }

  /** One row of a read model. @throws Refused */
  async row(path: string): Promise<Row> {
    return (await this.get(path))['item'] as Row;
  }

  /** Asks again until a process has done its part; a lost hand-over ends the story instead of hanging it. */
  async until<T>(path: string, isThere: (answer: Row) => T | undefined | false): Promise<T> {
    const isRow = !path.includes('?');
    for (let attempt = 0; attempt < 500; attempt++) {
      const found = isThere(isRow ? await this.row(path) : await this.get(path));
      if (found !== undefined && found !== false) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`what a process was to do did not show at ${path} within five seconds`);
  }

  private async request(method: string, path: string, headers: Record<string, string>, body?: object): Promise<Row> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as Row;
    if (!response.ok) throw new Refused(response.status, answer, `${method} ${path}`);
    return answer;
  }
}
