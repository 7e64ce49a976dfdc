import { camelCase, type PlannedHandler, type PlannedReadModel } from './planned-read-model.ts';

/** An id to tell the one row by. */
const ID = '0b6c1d9e-43a1-4c57-9b1f-0000000000aa';

/** The spec beside a read model, before it is formatted: what each event makes of its row. */
export function readModelSpecSource(plan: PlannedReadModel): string {
  const { name, aggregate, first, others, whose } = plan;
  const { category, idField } = aggregate;
  const example = first.versions.at(-1)!.examples[0] as Readonly<Record<string, unknown>>;
  const values = whose.map((column) => `${column.name}: ${JSON.stringify(example[column.name])},`);
  const types = [first, ...others.map(({ type }) => type)].map(({ typeName }) => typeName);
  return `import { ${types.join(', ')} } from '#events';
import { exampleOf } from '#platform/event-schema';
import { given, on } from '#platform/testing';
import { ${camelCase(name)} } from './${name}.ts';

const ${idField} = '${ID}';
const began = on(\`${category}-\${${idField}}\`, exampleOf(${first.typeName}));
const row = {
  ${[`${idField},`, ...values].join('\n')}
  beganAt: '2026-04-01T00:00:00.000Z',
  changedAt: '2026-04-01T00:00:00.000Z',
};

test('there is a row for each ${category} that began', () => given(began).thenRows(${camelCase(name)}, [row]));
${others.length === 0 ? '' : changesSource(plan)}`;
}

function changesSource({ name, aggregate: { idField }, others }: PlannedReadModel): string {
  const cases = others.map((handler) => `['${handler.type.typeName}', ${eventSource(handler, idField)}],`);
  return `
test.each([
  ${cases.join('\n')}
])('%s changes the row, and makes none by itself', async (_, event) => {
  await given(began, event).thenRows(${camelCase(name)}, [{ ...row, changedAt: '2026-04-01T00:00:01.000Z' }]);
  await given(event).thenRows(${camelCase(name)}, []);
});
`;
}

function eventSource({ type: { typeName }, category, named }: PlannedHandler, idField: string): string {
  if (!named) return `on(\`${category}-\${${idField}}\`, exampleOf(${typeName}))`;
  return `on('${category}-1', ${typeName}({ ...exampleOf(${typeName}).data, ${named.field} }))`;
}
