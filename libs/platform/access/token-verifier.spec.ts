import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { base64url, decodeJwt, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import type { Actor } from '#platform/event-store';
import { audience, intakeActor, outcome, SignInSetUp } from './sign-in.fixture.ts';

const setUp = new SignInSetUp();

describe('a token', () => {
  test('of a named user says who acts', async () => {
    const issuer = await setUp.issuer();
    const verifier = setUp.verifier(issuer.url);
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
    const issuer = await setUp.issuer();
    expect(await outcome(setUp.verifier(issuer.url), await issuer.mint('intake-13', changes))).toEqual(code);
  });

  test('that is looked at and found good is told of; remembered, it is not; a bad one never', async () => {
    const issuer = await setUp.issuer();
    const told: Actor[] = [];
    const verifier = setUp.verifier(issuer.url, { onVerified: (actor) => told.push(actor) });
    const token = await issuer.mint('intake-13');
    await verifier.verify(token);
    await verifier.verify(token);
    await outcome(verifier, await issuer.mint('intake-13', { tasuki_role: 'king' }));
    expect(told).toEqual([intakeActor]);
    setUp.now += 60_000;
    await verifier.verify(token);
    expect(told).toEqual([intakeActor, intakeActor]);
  });

  test('within the clock tolerance of its end is good', async () => {
    const issuer = await setUp.issuer();
    const token = await issuer.mint('intake-13', { exp: setUp.now / 1000 - 29 });
    expect(await outcome(setUp.verifier(issuer.url), token)).toEqual(intakeActor);
    expect(await outcome(setUp.verifier(issuer.url, { clockToleranceSeconds: 5 }), token)).toEqual('TOKEN_EXPIRED');
  });

  test('is not remembered beyond its end', async () => {
    const issuer = await setUp.issuer();
    const verifier = setUp.verifier(issuer.url, { clockToleranceSeconds: 0 });
    const token = await issuer.mint('intake-13', { exp: setUp.now / 1000 + 10 });
    expect(await outcome(verifier, token)).toEqual(intakeActor);
    setUp.now += 11_000;
    expect(await outcome(verifier, token)).toEqual('TOKEN_EXPIRED');
  });

  test('of more than 16 KiB is refused without a look at it', async () => {
    const issuer = await setUp.issuer();
    const token = await issuer.mint('intake-13', { padding: 'x'.repeat(20_000) });
    expect(await outcome(setUp.verifier(issuer.url), token)).toEqual('TOKEN_INVALID');
  });

  test('that is unsigned, signed with a shared secret, changed or no token is refused', async () => {
    const issuer = await setUp.issuer();
    const verifier = setUp.verifier(issuer.url);
    const claims = {
      ...intakeActor,
      sub: 'u-intake',
      iss: issuer.url,
      aud: audience,
      iat: setUp.now / 1000,
      exp: setUp.now / 1000 + 60,
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

  test('signed by an algorithm that is not on the list is refused, although the issuer publishes its key', async () => {
    const issuer = await setUp.issuer();
    const { publicKey, privateKey } = await generateKeyPair('ML-DSA-44', { extractable: true });
    const keys = [{ ...(await exportJWK(publicKey)), kid: 'unlisted', alg: 'ML-DSA-44', use: 'sig' }];
    const server = createServer((request, response) =>
      response.end(JSON.stringify(request.url === '/jwks' ? { keys } : { issuer: url, jwks_uri: `${url}/jwks` })),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    setUp.closing.push(
      () =>
        new Promise((resolve) => {
          server.close(resolve);
          server.closeAllConnections();
        }),
    );
    const claims = decodeJwt(await issuer.mint('intake-13', { iss: url }));
    const token = await new SignJWT(claims).setProtectedHeader({ alg: 'ML-DSA-44', kid: 'unlisted' }).sign(privateKey);
    expect(await outcome(setUp.verifier(url), token)).toEqual('TOKEN_INVALID');
  });
});

describe('a rotation of keys', () => {
  test('is followed without a restart; the key before stays good, the one before that does not', async () => {
    const issuer = await setUp.issuer();
    const verifier = setUp.verifier(issuer.url);
    const first = await issuer.mint('intake-13');
    expect(await outcome(verifier, first)).toEqual(intakeActor);
    await issuer.rotate();
    expect(await outcome(verifier, await issuer.mint('intake-13'))).toEqual(intakeActor);
    setUp.now += 61_000;
    expect(await outcome(verifier, first)).toEqual(intakeActor);
    await issuer.rotate();
    expect(await outcome(verifier, await issuer.mint('auditor'))).toMatchObject({ userId: 'u-audit' });
    setUp.now += 59_000;
    expect(await outcome(verifier, first)).toEqual(intakeActor);
    setUp.now += 2_000;
    expect(await outcome(verifier, first)).toEqual('TOKEN_INVALID');
  });
});

describe('an issuer that is down', () => {
  test('holds up no start; tokens get 503 until it is there, and verified ones stay good', async () => {
    const issuer = await setUp.issuer();
    const port = Number(new URL(issuer.url).port);
    const token = await issuer.mint('intake-13');
    const seen = setUp.verifier(issuer.url);
    await seen.verify(token);
    await issuer.close();

    const verifier = setUp.verifier(issuer.url);
    expect(await outcome(verifier, token)).toEqual('IDENTITY_PROVIDER_UNAVAILABLE');
    expect(await outcome(seen, token)).toEqual(intakeActor);

    const again = await setUp.issuer({ port });
    const fresh = await again.mint('intake-13');
    expect(await outcome(verifier, fresh)).toEqual('IDENTITY_PROVIDER_UNAVAILABLE'); // not asked again at once
    setUp.now += 1_000;
    expect(await outcome(verifier, fresh)).toEqual(intakeActor);
  });

  describe('or whose discovery document', () => {
    /** An issuer at an address of its own that publishes the real one's keys under the document given. */
    async function outcomeWith(document: (url: string) => unknown): Promise<string | Actor> {
      const issuer = await setUp.issuer();
      const keys = await (await fetch(`${issuer.url}/jwks`)).text();
      let url = '';
      const server = createServer((request, response) =>
        response.end(request.url === '/jwks' ? keys : JSON.stringify(document(url))),
      );
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      setUp.closing.push(() => new Promise((resolve) => server.close(resolve)));
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const outcomeOfToken = await outcome(setUp.verifier(url), await issuer.mint('intake-13', { iss: url }));
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
