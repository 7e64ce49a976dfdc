import { camelCase, type PlannedHandler, type PlannedReadModel, snakeCase } from './planned-read-model.ts';

/** The file of a read model, before it is formatted: a row for each stream that begins, and when it changed last. */
export function readModelSource({ name, audience, aggregate, first, others, whose }: PlannedReadModel): string {
  const { idField } = aggregate;
  const title = titleOf(name);
  const usesText = whose.length > 0;
  const columns = whose.map((column) => `${column.name}: text()${column.isNullable ? '.nullable()' : ''},`);
  const scopes = (['offices', 'persons'] as const).flatMap((scope) => {
    const names = whose.filter((column) => column.scope === scope).map((column) => `'${column.name}'`);
    return names.length === 0 ? [] : [`${scope}: [${names.join(', ')}]`];
  });
  const values = whose.map((column) => `${column.name}: data.${column.name},`);
  return `import { projection } from '#contexts/kernel';
import { instant, key, table${usesText ? ', text' : ''} } from '#platform/projections';

/** ${title}: say here who works from it, and with what. */
export const ${camelCase(name)} = projection({
  name: '${snakeCase(name)}',
  version: 1,
  audience: '${audience}',
  aggregate: '${aggregate.category}',
  table: table({
    ${[`${idField}: key(),`, ...columns].join('\n')}
    beganAt: instant(),
    changedAt: instant(),
  }).index('changedAt'),
  scope: { ${scopes.join(', ')} },
  serve: { path: '/${name}', summary: '${title}', sorts: ['changedAt', 'beganAt'] },
  on: {
    ${first.typeName}: ({ ${usesText ? 'data, ' : ''}streamId, occurredAt }) => ({
      ${[`${idField}: streamId,`, ...values].join('\n')}
      beganAt: occurredAt,
      changedAt: occurredAt,
    }),
    ${others.map(handlerSource).join('\n')}
  },
});
`;
}

function handlerSource({ type: { typeName }, named }: PlannedHandler): string {
  const fold = '({ occurredAt }, row) => row && { ...row, changedAt: occurredAt }';
  if (!named) return `${typeName}: ${fold},`;
  const key = `data.${named.field}${named.isNullable ? ' ?? []' : ''}`;
  return `${typeName}: { keyOf: ({ data }) => ${key}, fold: ${fold} },`;
}

function titleOf(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
