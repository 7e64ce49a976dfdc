import type { CataloguedEvent, EventVersion } from '#platform/event-schema';

const STYLE = `
  body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
  h2 { margin-top: 3rem; border-bottom: 1px solid #bbb; } h3 { margin: 2rem 0 0; }
  dl { display: grid; grid-template-columns: 8rem 1fr; gap: 0 1rem; margin: .5rem 0; } dd { margin: 0; } dt { color: #666; }
  pre { background: #f4f4f4; padding: .75rem; overflow-x: auto; } code { font-family: ui-monospace, monospace; }
  nav { columns: 3; } summary { cursor: pointer; }
`;

/** The event catalogue as a page: nothing on it comes from elsewhere, and nothing runs on it. */
export function eventCataloguePage(events: readonly CataloguedEvent[]): string {
  const categories = [...Map.groupBy(events, ({ category }) => category)];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tasuki: the events</title>
<style>${STYLE}</style>
<h1>The events</h1>
<p>What the log stores: ${events.length} types, each with its versions, who states it and who follows it. For programs:
<a href="/asyncapi.json">AsyncAPI 3</a>; the commands are in <a href="/openapi.json">OpenAPI</a>.</p>
<nav>${events.map(({ type: { typeName } }) => `<a href="#${escaped(typeName)}">${escaped(typeName)}</a><br>`).join('')}</nav>
${categories.map(([category, of]) => `<h2>${escaped(category)}</h2>\n${of.map(eventSection).join('\n')}`).join('\n')}
</html>
`;
}

function eventSection({ type, emittedBy, consumedBy }: CataloguedEvent): string {
  const { typeName, words, dataClass, versions, personalFields } = type;
  return `<section id="${escaped(typeName)}">
<h3>${escaped(typeName)}</h3>
<p>${escaped(words.en)} · <span lang="ja">${escaped(words.ja)}</span></p>
<dl>
<dt>Stated by</dt><dd>${names(emittedBy)}</dd>
<dt>Followed by</dt><dd>${names(consumedBy.map(({ kind, name }) => `${kind} ${name}`))}</dd>
<dt>Data class</dt><dd>${escaped(dataClass)}</dd>
<dt>Sealed</dt><dd>${names(personalFields.map(({ path }) => path.join('.')))}</dd>
</dl>
${versions.map(versionDetails).reverse().join('\n')}
</section>`;
}

function versionDetails({ schema, examples }: EventVersion, index: number): string {
  const shown = examples.map((example) => block(example)).join('\n');
  return `<details><summary>Version ${index + 1}: ${examples.length === 1 ? 'an example' : 'examples'} and schema</summary>
${shown}
${block(schema)}
</details>`;
}

function block(value: unknown): string {
  return `<pre><code>${escaped(JSON.stringify(value, null, 2))}</code></pre>`;
}

function names(list: readonly string[]): string {
  return list.length === 0 ? '—' : list.map((name) => `<code>${escaped(name)}</code>`).join(', ');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character]!);
}
