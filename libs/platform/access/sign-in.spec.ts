import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Get, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { base64url, SignJWT, UnsecuredJWT } from 'jose';
import type { Actor } from '#platform/event-store';
import { createHttpApplication, Problem } from '#platform/http';
import {
  AccessModule,
  CurrentActor,
  type DevelopmentIssuer,
  type DevelopmentIssuerOptions,
  type DevelopmentUser,
  Public,
  roleTable,
  startDevelopmentIssuer,
  TokenVerifier,
  type TokenVerifierOptions,
} from './index.ts';

const audience = 'tasuki';

const intake: DevelopmentUser = {
  name: 'intake-13',
  description: 'intake in Tokyo',
  userId: 'u-intake',
  org: 'iesc',
  officeId: 'iesc-13',
  role: 'intake',
};

const auditor: DevelopmentUser = {
  name: 'auditor',
  description: 'reads all',
  userId: 'u-audit',
  org: 'court',
  officeId: null,
  role: 'auditor',
};

const roles = roleTable([
  { name: 'intake', org: 'iesc', scope: 'office' },
  { name: 'auditor', org: 'court', scope: 'everything' },
  { name: 'process', org: 'tasuki', scope: 'everything', signIn: false },
]);

const intakeActor: Actor = { userId: 'u-intake', org: 'iesc', officeId: 'iesc-13', role: 'intake' };

let now: number;
let closing: (() => Promise<unknown>)[];

beforeEach(() => {
  now = Date.parse('2025-06-02T00:00:00Z');
  closing = [];
});

afterEach(async () => {
  for (const close of closing.reverse()) await close();
});

async function issuerWith(options: Partial<DevelopmentIssuerOptions> = {}): Promise<DevelopmentIssuer> {
  const issuer = await startDevelopmentIssuer({
    port: 0,
    audience,
    users: [intake, auditor],
    now: () => now,
    ...options,
  });
  closing.push(() => issuer.close());
  return issuer;
}

function verifierOf(issuer: string, options: Partial<TokenVerifierOptions> = {}): TokenVerifier {
  return new TokenVerifier({ issuer, audience, roles, now: () => now, keyCooldownMs: 0, ...options });
}

/** The code of the refusal, or the actor. */
async function outcome(verifier: TokenVerifier, token: string): Promise<string | Actor> {
  try {
    return await verifier.verify(token);
  } catch (error) {
    if (error instanceof Problem) return error.init.code;
    throw error;
  }
}

describe('a token', () => {
  test('of a named user says who acts', async () => {
    const issuer = await issuerWith();
    const verifier = verifierOf(issuer.url);
    expect(await verifier.verify(await issuer.mint('intake-13'))).toEqual(intakeActor);
    expect(await verifier.verify(await issuer.mint('auditor'))).toEqual({
      userId: 'u-audit',
      org: 'court',
      officeId: null,
      role: 'auditor',
    });
  });

  test.each([
    ['for another audience', { aud: 'other' }, 'TOKEN_INVALID'],
    ['of another issuer', { iss: 'http://127.0.0.1:1' }, 'TOKEN_INVALID'],
    ['not valid yet', { nbf: Date.parse('2025-06-02T00:01:00Z') / 1000 }, 'TOKEN_INVALID'],
    ['without an end', { exp: undefined }, 'TOKEN_INVALID'],
    ['that has ended', { exp: Date.parse('2025-06-01T23:59:00Z') / 1000 }, 'TOKEN_EXPIRED'],
    ['with an unknown role', { tasuki_role: 'king' }, 'ROLE_UNKNOWN'],
    ['with a role of another organisation', { tasuki_org: 'court' }, 'ROLE_UNKNOWN'],
    ['with a role that is for processes', { tasuki_org: 'tasuki', tasuki_role: 'process' }, 'ROLE_UNKNOWN'],
    ['without a role', { tasuki_role: undefined }, 'CLAIMS_INCOMPLETE'],
    ['without a user', { sub: undefined }, 'CLAIMS_INCOMPLETE'],
    ['without the office its role needs', { tasuki_office: undefined }, 'CLAIMS_INCOMPLETE'],
    ['with a line break in the user id', { sub: 'u\nadmin' }, 'CLAIMS_INCOMPLETE'],
  ])('%s is refused', async (_, changes, code) => {
    const issuer = await issuerWith();
    expect(await outcome(verifierOf(issuer.url), await issuer.mint('intake-13', changes))).toEqual(code);
  });

  test('within the clock tolerance of its end is good', async () => {
    const issuer = await issuerWith();
    const token = await issuer.mint('intake-13', { exp: now / 1000 - 29 });
    expect(await outcome(verifierOf(issuer.url), token)).toEqual(intakeActor);
    expect(await outcome(verifierOf(issuer.url, { clockToleranceSeconds: 5 }), token)).toEqual('TOKEN_EXPIRED');
  });

  test('is not remembered beyond its end', async () => {
    const issuer = await issuerWith();
    const verifier = verifierOf(issuer.url, { clockToleranceSeconds: 0 });
    const token = await issuer.mint('intake-13', { exp: now / 1000 + 10 });
    expect(await outcome(verifier, token)).toEqual(intakeActor);
    now += 11_000;
    expect(await outcome(verifier, token)).toEqual('TOKEN_EXPIRED');
  });

  test('of more than 16 KiB is refused without a look at it', async () => {
    const issuer = await issuerWith();
    const token = await issuer.mint('intake-13', { padding: 'x'.repeat(20_000) });
    expect(await outcome(verifierOf(issuer.url), token)).toEqual('TOKEN_INVALID');
  });

  test('that is unsigned, signed with a shared secret, changed or no token is refused', async () => {
    const issuer = await issuerWith();
    const verifier = verifierOf(issuer.url);
    const claims = {
      ...intakeActor,
      sub: 'u-intake',
      iss: issuer.url,
      aud: audience,
      iat: now / 1000,
      exp: now / 1000 + 60,
    };
    const published = await (await fetch(`${issuer.url}/jwks`)).text();
    const [header, , signature] = (await issuer.mint('intake-13')).split('.');
    const forged = base64url.encode(JSON.stringify({ ...claims, sub: 'u-audit' }));
    const tokens = [
      new UnsecuredJWT(claims).encode(),
      await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(published)),
      `${header}.${forged}.${signature}`,
      'rubbish',
    ];
    expect(await Promise.all(tokens.map((token) => outcome(verifier, token)))).toEqual(
      tokens.map(() => 'TOKEN_INVALID'),
    );
  });

  test('is read through claims of other names where the settings say so', async () => {
    const issuer = await issuerWith();
    const verifier = verifierOf(issuer.url, { claimNames: { userId: 'oid' } });
    const token = await issuer.mint('intake-13', { oid: 'object-1' });
    expect(await outcome(verifier, token)).toEqual({ ...intakeActor, userId: 'object-1' });
  });
});

describe('a rotation of keys', () => {
  test('is followed without a restart; the key before stays good, the one before that does not', async () => {
    const issuer = await issuerWith();
    const verifier = verifierOf(issuer.url);
    const first = await issuer.mint('intake-13');
    expect(await outcome(verifier, first)).toEqual(intakeActor);
    await issuer.rotate();
    expect(await outcome(verifier, await issuer.mint('intake-13'))).toEqual(intakeActor);
    now += 61_000;
    expect(await outcome(verifier, first)).toEqual(intakeActor);
    await issuer.rotate();
    expect(await outcome(verifier, await issuer.mint('auditor'))).toMatchObject({ userId: 'u-audit' });
    now += 59_000;
    expect(await outcome(verifier, first)).toEqual(intakeActor);
    now += 2_000;
    expect(await outcome(verifier, first)).toEqual('TOKEN_INVALID');
  });
});

describe('an issuer that is down', () => {
  test('holds up no start; tokens get 503 until it is there, and verified ones stay good', async () => {
    const issuer = await issuerWith();
    const port = Number(new URL(issuer.url).port);
    const token = await issuer.mint('intake-13');
    const seen = verifierOf(issuer.url);
    await seen.verify(token);
    await issuer.close();

    const verifier = verifierOf(issuer.url);
    expect(await outcome(verifier, token)).toEqual('IDENTITY_PROVIDER_UNAVAILABLE');
    expect(await outcome(seen, token)).toEqual(intakeActor);

    const again = await issuerWith({ port });
    const fresh = await again.mint('intake-13');
    expect(await outcome(verifier, fresh)).toEqual('IDENTITY_PROVIDER_UNAVAILABLE'); // not asked again at once
    now += 1_000;
    expect(await outcome(verifier, fresh)).toEqual(intakeActor);
  });

  describe('or whose discovery document', () => {
    /** An issuer at an address of its own that publishes the real one's keys under the document given. */
    async function outcomeWith(document: (url: string) => unknown): Promise<string | Actor> {
      const issuer = await issuerWith();
      const keys = await (await fetch(`${issuer.url}/jwks`)).text();
      let url = '';
      const server = createServer((request, response) =>
        response.end(request.url === '/jwks' ? keys : JSON.stringify(document(url))),
      );
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      closing.push(() => new Promise((resolve) => server.close(resolve)));
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const outcomeOfToken = await outcome(verifierOf(url), await issuer.mint('intake-13', { iss: url }));
      server.closeAllConnections();
      return outcomeOfToken;
    }

    test('is right is believed', async () => {
      expect(await outcomeWith((url) => ({ issuer: url, jwks_uri: `${url}/jwks` }))).toEqual(intakeActor);
    });

    // 0.0.0.0 reaches the same server, so only the name of the host tells it from loopback.
    test.each<[string, (url: string) => unknown]>([
      ['names another issuer', (url) => ({ issuer: 'https://elsewhere.example', jwks_uri: `${url}/jwks` })],
      [
        'names keys in clear elsewhere',
        (url) => ({ issuer: url, jwks_uri: `${url.replace('127.0.0.1', '0.0.0.0')}/jwks` }),
      ],
      ['names no keys', (url) => ({ issuer: url })],
      ['is no object', () => 'hello'],
    ])('%s is not', async (_, document) => {
      expect(await outcomeWith(document)).toEqual('IDENTITY_PROVIDER_UNAVAILABLE');
    });
  });
});

describe('the development issuer', () => {
  test('does not start in production', async () => {
    process.env['NODE_ENV'] = 'production';
    try {
      await expect(startDevelopmentIssuer({ port: 0, audience, users: [] })).rejects.toThrow(
        /does not start with NODE_ENV=production: write the address of your OpenID Connect provider into OIDC_ISSUER/,
      );
    } finally {
      process.env['NODE_ENV'] = 'test';
    }
  });

  test('hands a named user a token over HTTP, and lists the users', async () => {
    const issuer = await issuerWith();
    const response = await fetch(`${issuer.url}/token`, {
      method: 'POST',
      body: new URLSearchParams({ user: 'intake-13' }),
    });
    const answer = (await response.json()) as { access_token: string };
    expect(answer).toEqual({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 28_800 });
    expect(await outcome(verifierOf(issuer.url), answer.access_token)).toEqual(intakeActor);
    expect(await (await fetch(issuer.url)).text()).toEqual(
      [
        `Sign in with: curl -d user=<name> ${issuer.url}/token`,
        '',
        'intake-13\tintake of iesc-13\tintake in Tokyo',
        'auditor\tauditor of court\treads all',
        '',
      ].join('\n'),
    );
  });

  test('refuses whom it does not know, and hosts that are not loopback', async () => {
    const issuer = await issuerWith();
    const unknown = await fetch(`${issuer.url}/token`, { method: 'POST', body: new URLSearchParams({ user: 'root' }) });
    expect([unknown.status, await unknown.json()]).toEqual([
      400,
      { error: 'invalid_grant', error_description: 'user=<name> takes one of: intake-13, auditor' },
    ]);
    await expect(issuer.mint('root')).rejects.toThrow('There is no development user "root".');
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const url = new URL(issuer.url);
      httpRequest({ host: '127.0.0.1', port: url.port, headers: { host: 'evil.example' } }, ({ statusCode }) =>
        resolve(statusCode),
      )
        .on('error', reject)
        .end();
    });
    expect(status).toEqual(403);
  });

  test('keeps its keys where it is told to, for its owner only, so that tokens survive a restart', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'tasuki-issuer-'));
    closing.push(() => rm(directory, { recursive: true }));
    const first = await issuerWith({ directory });
    const port = Number(new URL(first.url).port);
    const token = await first.mint('intake-13');
    await first.close();
    const second = await issuerWith({ directory, port });
    expect(await outcome(verifierOf(second.url), token)).toEqual(intakeActor);
    const file = join(directory, 'development-issuer-keys.json');
    expect((await stat(file)).mode & 0o777).toEqual(0o600);
    const published = await (await fetch(`${second.url}/jwks`)).text();
    const { d } = (JSON.parse(await readFile(file, 'utf8')) as { jwk: { d: string } }[])[0]!.jwk;
    expect(published).not.toContain(d);
  });
});

@Controller()
class WhoController {
  @Get('who')
  who(@CurrentActor() actor: Actor): Actor {
    return actor;
  }

  @Public()
  @Get('public')
  open(): object {
    return { open: true };
  }
}

describe('a route', () => {
  let app: NestFastifyApplication;
  let issuer: DevelopmentIssuer;
  let url: string;
  let log: string[];

  beforeEach(async () => {
    issuer = await issuerWith();
    log = [];
    @Module({
      imports: [AccessModule.forRoot({ useFactory: () => verifierOf(issuer.url) })],
      controllers: [WhoController],
    })
    class TestModule {}
    app = await createHttpApplication(TestModule, { logDestination: { write: (line) => void log.push(line) } });
    closing.push(() => app.close());
    await app.listen({ host: '127.0.0.1', port: 0 });
    url = await app.getUrl();
  });

  async function get(path: string, authorization?: string) {
    const response = await fetch(url + path, { headers: authorization === undefined ? {} : { authorization } });
    const body = (await response.json()) as { code?: string };
    return { status: response.status, challenge: response.headers.get('www-authenticate'), body };
  }

  test('knows who is signed in, and the log line says so', async () => {
    const token = await issuer.mint('intake-13');
    expect(await get('/who', `Bearer ${token}`)).toEqual({ status: 200, challenge: null, body: intakeActor });
    const lines = log.filter((line) => line.includes('"msg":"request"'));
    expect(JSON.parse(lines[0]!)).toMatchObject({ route: '/who', status: 200, userId: 'u-intake', role: 'intake' });
    expect(log.join('')).not.toContain(token);
  });

  test.each([
    [undefined, 'TOKEN_MISSING', 'Bearer realm="tasuki"'],
    [
      'Bearer rubbish',
      'TOKEN_INVALID',
      'Bearer realm="tasuki", error="invalid_token", error_description="The token is not valid here"',
    ],
    [
      'Basic dXNlcjpwYXNz',
      'TOKEN_INVALID',
      'Bearer realm="tasuki", error="invalid_token", error_description="The token is not valid here"',
    ],
  ])('refuses %j with 401 and a challenge', async (authorization, code, challenge) => {
    const answer = await get('/who', authorization);
    expect([answer.status, answer.body.code, answer.challenge]).toEqual([401, code, challenge]);
  });

  test('that is public asks for nothing', async () => {
    expect(await get('/public')).toEqual({ status: 200, challenge: null, body: { open: true } });
  });
});
