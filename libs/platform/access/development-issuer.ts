import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT } from 'jose';
import { systemClock } from '#platform/clock';
import type { Actor } from '#platform/event-store';
import { CLAIMS } from './actor-claims.ts';
import { SigningKeys } from './signing-keys.ts';

/** Somebody to sign in as while developing. */
export interface DevelopmentUser extends Actor {
  /** What is typed to sign in, e.g. `intake-13`. */
  readonly name: string;
  /** A few words for the list of users. */
  readonly description: string;
}

/** What the development issuer needs. */
export interface DevelopmentIssuerOptions {
  /** 0 for any free port. */
  readonly port: number;
  /** `aud` of the tokens. */
  readonly audience: string;
  readonly users: readonly DevelopmentUser[];
  /** Where the keys are kept; without it they last as long as the issuer, and so do its tokens. */
  readonly directory?: string;
  /** Seconds a token is valid; by default 8 hours. */
  readonly lifetimeSeconds?: number;
  /** Milliseconds since the epoch; by default the machine's clock. */
  readonly now?: () => number;
}

const HOST = '127.0.0.1';
const MOST_BODY_BYTES = 4_096;
const WORKING_DAY_SECONDS = 8 * 3_600;

/**
 * A small OpenID Connect issuer for the embedded profile: discovery, keys, and tokens for named users without a
 * password. It listens on loopback only and does not exist in production.
 *
 * @throws Error with `NODE_ENV=production`, and when the port is taken
 */
export async function startDevelopmentIssuer(options: DevelopmentIssuerOptions): Promise<DevelopmentIssuer> {
  if (process.env['NODE_ENV'] === 'production') {
    throw new Error(
      'The development issuer gives a token to whoever asks, so it does not start with NODE_ENV=production: write the address of your OpenID Connect provider into OIDC_ISSUER.',
    );
  }
  const issuer = new DevelopmentIssuer(options, await SigningKeys.open(options.directory));
  await issuer.listen();
  return issuer;
}

/** See {@link startDevelopmentIssuer}. */
export class DevelopmentIssuer {
  private readonly server: Server;
  private readonly users: ReadonlyMap<string, DevelopmentUser>;
  private address = '';

  constructor(
    private readonly options: DevelopmentIssuerOptions,
    private readonly keys: SigningKeys,
  ) {
    this.users = new Map(options.users.map((user) => [user.name, user]));
    this.server = createServer((request, response) => {
      this.answer(request).then(
        (answer) => {
          send(response, answer);
        },
        () => {
          send(response, { status: 400, body: { error: 'invalid_request' } });
        },
      );
    });
  }

  /** Issuer identifier: `http://127.0.0.1:<port>`. */
  get url(): string {
    return this.address;
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(this.options.port, HOST, resolve);
    });
    this.address = `http://${HOST}:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** A new key signs from now on; tokens of the one before stay valid, those of older ones do not. */
  rotate(): Promise<void> {
    return this.keys.rotate();
  }

  /**
   * A token for a named user.
   *
   * @param changes claims to set otherwise, in tests; undefined leaves one out
   * @throws Error for a user that was not named
   */
  async mint(name: string, changes: { readonly [claim: string]: unknown } = {}): Promise<string> {
    const user = this.users.get(name);
    if (user === undefined) throw new Error(`There is no development user ${JSON.stringify(name)}.`);
    const issuedAt = Math.floor((this.options.now?.() ?? Date.parse(systemClock.now())) / 1_000);
    const { kid, key } = await this.keys.current();
    const claims = {
      iss: this.address,
      aud: this.options.audience,
      iat: issuedAt,
      exp: issuedAt + this.lifetime,
      [CLAIMS.userId]: user.userId,
      [CLAIMS.org]: user.org,
      [CLAIMS.role]: user.role,
      ...(user.officeId !== null && { [CLAIMS.officeId]: user.officeId }),
      ...changes,
    };
    return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid }).sign(key);
  }

  private get lifetime(): number {
    return this.options.lifetimeSeconds ?? WORKING_DAY_SECONDS;
  }

  private async answer(request: IncomingMessage): Promise<Answer> {
    // A page elsewhere can point its own name at 127.0.0.1; it cannot forge the Host header.
    const { host } = new URL(`http://${request.headers.host ?? ''}`);
    if (!['127.0.0.1', 'localhost'].includes(host.split(':', 1)[0] ?? '')) {
      return { status: 403, body: { error: 'access_denied' } };
    }
    switch (`${request.method} ${request.url}`) {
      case 'GET /.well-known/openid-configuration':
        return { status: 200, body: this.discoveryDocument() };
      case 'GET /jwks':
        return { status: 200, body: this.keys.published() };
      case 'POST /token':
        return this.answerToken(await bodyOf(request));
      case 'GET /':
        return { status: 200, body: this.listOfUsers() };
      default:
        return { status: 404, body: { error: 'not_found' } };
    }
  }

  private discoveryDocument(): object {
    return {
      issuer: this.address,
      jwks_uri: `${this.address}/jwks`,
      token_endpoint: `${this.address}/token`,
      response_types_supported: ['token'],
      grant_types_supported: ['client_credentials'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['ES256'],
      token_endpoint_auth_methods_supported: ['none'],
      claims_supported: ['iss', 'aud', 'iat', 'exp', ...Object.values(CLAIMS)],
    };
  }

  private async answerToken(body: string): Promise<Answer> {
    const name = new URLSearchParams(body).get('user') ?? '';
    if (!this.users.has(name)) {
      const description = `user=<name> takes one of: ${[...this.users.keys()].join(', ')}`;
      return { status: 400, body: { error: 'invalid_grant', error_description: description } };
    }
    return {
      status: 200,
      body: { access_token: await this.mint(name), token_type: 'Bearer', expires_in: this.lifetime },
    };
  }

  private listOfUsers(): string {
    const users = [...this.users.values()].map(
      ({ name, description, role, org, officeId }) => `${name}\t${role} of ${officeId ?? org}\t${description}`,
    );
    return [`Sign in with: curl -d user=<name> ${this.address}/token`, '', ...users, ''].join('\n');
  }
}

interface Answer {
  readonly status: number;
  readonly body: object | string;
}

function send(response: ServerResponse, { status, body }: Answer): void {
  const plain = typeof body === 'string';
  response.writeHead(status, {
    'Content-Type': plain ? 'text/plain; charset=utf-8' : 'application/json',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(plain ? body : JSON.stringify(body));
}

/** @throws Error when it is longer than a form with one name can be */
async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BODY_BYTES) throw new Error('The form is too long.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
