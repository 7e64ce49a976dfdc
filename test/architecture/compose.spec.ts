import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingDefinitions } from '#apps/api/settings';
import { composeFile, type ComposeService } from './compose-file.ts';
import { ROOT } from './dependency-report.ts';

/** What docker itself or the runtime reads, not a setting of ours. */
const OF_THE_RUNTIME = ['NODE_ENV'];
const settings = [...Object.values(settingDefinitions).map(({ variable }) => variable), ...OF_THE_RUNTIME];

const installations = ['compose.yml', 'compose.cluster.yml'].map((name) => ({ ...composeFile(name), name }));
const services = installations.flatMap(({ name, services }) =>
  Object.entries(services).map(([service, definition]) => [`${name}: ${service}`, definition] as const),
);
const ours = services.filter(([, { image }]) => image === 'tasuki');

/** Uid a service runs under; undefined where the image decides. */
function uid({ user }: ComposeService): number | undefined {
  return user === undefined ? undefined : Number(user.split(':')[0]);
}

describe('compose files, parsed only: no container engine runs here', () => {
  test('have the services of an installation', () => {
    expect(installations.map(({ name, services }) => [name, Object.keys(services)])).toEqual([
      ['compose.yml', ['eventstore', 'postgres', 'api', 'projector', 'prometheus', 'grafana']],
      [
        'compose.cluster.yml',
        [
          'certificates',
          'eventstore-1',
          'eventstore-2',
          'eventstore-3',
          'postgres',
          'api',
          'projector',
          'prometheus',
          'grafana',
        ],
      ],
    ]);
  });

  test.each(services)('%s is read only, without capabilities and new privileges', (name, service) => {
    const { read_only, cap_drop, cap_add, security_opt, privileged } = service;
    expect({ read_only, cap_drop, cap_add, security_opt, privileged }).toEqual({
      read_only: true,
      cap_drop: ['ALL'],
      cap_add: name.endsWith(': certificates') ? ['CHOWN'] : undefined,
      security_opt: ['no-new-privileges:true'],
      privileged: undefined,
    });
  });

  test('are root nowhere but where there is no network', () => {
    const root = services.filter(([, service]) => !((uid(service) ?? 0) > 0));
    expect(root.map(([name, { network_mode }]) => [name, network_mode])).toEqual([
      ['compose.cluster.yml: certificates', 'none'],
    ]);
  });

  test.each(services)('%s publishes ports on loopback only', (_, { ports = [] }) => {
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  test.each(services)('%s has its temporary files in memory', (_, { tmpfs }) => {
    expect(tmpfs).toContain('/tmp');
  });

  test.each(services)('%s is on networks, and mounts volumes, that its file declares', (name, service) => {
    const file = installations.find((installation) => name.startsWith(`${installation.name}:`))!;
    const mounted = (service.volumes ?? [])
      .map((volume) => volume.split(':')[0]!)
      .filter((from) => !from.startsWith('.'));
    expect((service.networks ?? []).filter((network) => !(network in (file.networks ?? {})))).toEqual([]);
    expect(mounted.filter((volume) => !(volume in (file.volumes ?? {})))).toEqual([]);
  });

  test.each(services)('%s waits for the health of what it needs, which has a check', (name, { depends_on = {} }) => {
    const file = installations.find((installation) => name.startsWith(`${installation.name}:`))!;
    for (const [needed, { condition }] of Object.entries(depends_on)) {
      const test = file.services[needed]?.healthcheck?.test;
      expect([needed, condition]).toEqual([needed, test ? 'service_healthy' : 'service_completed_successfully']);
    }
  });

  test.each(installations)('$name keeps its stores on a network that leads nowhere', ({ services, networks }) => {
    const outside = Object.entries(services).filter(([, service]) =>
      service.networks?.some((one) => !networks?.[one]?.internal),
    );
    expect(outside.map(([name]) => name)).toEqual(['api', 'grafana']);
  });

  test.each(installations)('$name starts what watches over it only when asked', ({ services }) => {
    const asked = Object.entries(services).filter(([, { profiles }]) => profiles);
    expect(asked.map(([name, { profiles }]) => [name, profiles])).toEqual([
      ['prometheus', ['observability']],
      ['grafana', ['observability']],
    ]);
  });

  test.each(ours)('%s is told only settings that the programs know', (_, { environment = {} }) => {
    expect(Object.keys(environment).filter((variable) => !settings.includes(variable))).toEqual([]);
  });

  test.each(ours)('%s starts a program that is there', (_, { command = [] }) => {
    const source = command[1]!.replace(/^dist\//, '').replace(/\.js$/, '.ts');
    expect([command[0], existsSync(join(ROOT, source))]).toEqual(['node', true]);
  });

  test.each(services)(
    '%s has no secret written down: each comes from the env file, required',
    (_, { environment = {} }) => {
      const secrets = Object.entries(environment).filter(([name]) => /PASSWORD|SECRET|MASTER_KEY/.test(name));
      expect(secrets.filter(([, value]) => !/^\$\{[A-Z_]+(:\?.+)?\}$/.test(value))).toEqual([]);
    },
  );

  test('say of every secret without which nothing starts what is missing', () => {
    const text = ['services.yml', 'compose.yml', 'compose.cluster.yml']
      .map((name) => readFileSync(join(ROOT, 'docker', name), 'utf8'))
      .join('\n');
    const required = new Set([...text.matchAll(/\$\{([A-Z_]+):\?/g)].map(([, name]) => name));
    const example = readFileSync(join(ROOT, 'docker/tasuki.env.example'), 'utf8');
    const offered = [...example.matchAll(/^([A-Z_]+)=$/gm)].map(([, name]) => name);
    expect([...required].sort()).toEqual(offered.sort());
    expect(
      [...text.matchAll(/\$\{([A-Z_]+)\}/g)].map(([, name]) => name).filter((name) => !required.has(name)),
    ).toEqual([]);
  });
});

describe('the Dockerfile, read only: no container engine runs here', () => {
  const lines = readFileSync(join(ROOT, 'docker/Dockerfile'), 'utf8').split('\n');
  const run = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));

  test('ends as an unprivileged account, with a health check and the service as its command', () => {
    expect(run.filter((line) => /^(USER|CMD|HEALTHCHECK)\b/.test(line)).map((line) => line.split(' ')[0])).toEqual([
      'USER',
      'HEALTHCHECK',
      'CMD',
    ]);
    expect(run).toContain('USER 1000:1000');
    expect(run).toContain('CMD ["node", "dist/apps/api/main.js"]');
  });

  test('is built from the Node that the packages name, in each stage', () => {
    expect(lines.filter((line) => line.startsWith('FROM '))).toEqual([
      'FROM node:24-bookworm-slim AS build',
      'FROM node:24-bookworm-slim',
    ]);
  });
});
