import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { metricDefinitions, Metrics, seriesOf, type MetricDefinition } from '#platform/metrics';
import { ROOT } from './dependency-report.ts';

interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}

const docker = (file: string) => readFileSync(join(ROOT, 'docker', file), 'utf8');
const { panels } = JSON.parse(docker('dashboards/tasuki.json')) as { readonly panels: readonly Panel[] };
const alerts = parse(docker('prometheus/alerts.yml')) as {
  readonly groups: readonly { readonly rules: readonly { readonly alert: string; readonly expr: string }[] }[];
};

const definitions: readonly MetricDefinition[] = Object.values(metricDefinitions);
const expressions = [
  ...panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => [title, expr] as const)),
  ...alerts.groups.flatMap(({ rules }) => rules.map(({ alert, expr }) => [alert, expr] as const)),
];
const namesIn = (expression: string) => expression.match(/\b(tasuki|nodejs|process)_[a-z0-9_]+/g) ?? [];

test('dashboard and alarms ask only for metrics that there are', async () => {
  const nodes = (await new Metrics().tell()).match(/^(nodejs|process)_[a-z0-9_]+/gm) ?? [];
  const known = new Set([...definitions.flatMap(seriesOf), ...nodes]);
  const unknown = expressions.flatMap(([title, expression]) =>
    namesIn(expression)
      .filter((name) => !known.has(name))
      .map((name) => `${title}: ${name}`),
  );
  expect(unknown).toEqual([]);
});

test('the dashboard shows every metric of ours', () => {
  const shown = new Set(panels.flatMap(({ targets = [] }) => targets.flatMap(({ expr }) => namesIn(expr))));
  const missing = definitions.filter((definition) => !seriesOf(definition).some((name) => shown.has(name)));
  expect(missing.map(({ name }) => name)).toEqual([]);
});

test('they select by labels that the metric has', () => {
  const selections = expressions.flatMap(([title, expression]) =>
    [...expression.matchAll(/\b(tasuki_[a-z0-9_]+)\{([^}]*)\}/g)].flatMap(([, name = '', selectors = '']) =>
      [...selectors.matchAll(/([a-z_]+)(?:=~|!~|!=|=)/g)].map(([, label = '']) => ({ title, name, label })),
    ),
  );
  expect(selections.length).toBeGreaterThan(0);
  const wrong = selections.filter(
    ({ name, label }) => !definitions.find((one) => seriesOf(one).includes(name))?.labels.includes(label),
  );
  expect(wrong).toEqual([]);
});

test('what scrapes finds the port that the programs tell on', () => {
  const services = parse(docker('services.yml')) as {
    readonly services: Record<string, { readonly environment?: Record<string, string> }>;
  };
  const told = ['api', 'projector'].map((name) => Number(services.services[name]?.environment?.['METRICS_PORT']));
  const scraping = parse(docker('prometheus/prometheus.yml')) as {
    readonly scrape_configs: readonly {
      readonly job_name: string;
      readonly dns_sd_configs: readonly { readonly names: readonly string[]; readonly port: number }[];
    }[];
  };
  expect(
    scraping.scrape_configs.map(({ job_name, dns_sd_configs: [found] }) => [job_name, found?.names, found?.port]),
  ).toEqual([
    ['api', ['api'], told[0]],
    ['projector', ['projector'], told[1]],
  ]);
});
