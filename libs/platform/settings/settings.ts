import type { SettingParser } from './setting-parser.ts';

/** One setting: the environment variable, what it is for, how it is read and what holds where it is not given. */
export interface Setting<T> {
  readonly variable: string;
  /** A sentence for the table of settings, in English. */
  readonly description: string;
  readonly parser: SettingParser<NonNullable<T>>;
  /** The default as it would be written; undefined where there is none. */
  readonly byDefault: string | undefined;
  readonly required: boolean;
}

/** The settings of a program by the names its code uses. */
export type SettingDefinitions = { readonly [name: string]: Setting<unknown> };

/** The values of {@link SettingDefinitions}, typed by each one's parser. */
export type Settings<D extends SettingDefinitions> = {
  readonly [K in keyof D]: D[K] extends Setting<infer T> ? T : never;
};

/** The environment, or a part of it. */
export type Environment = { readonly [variable: string]: string | undefined };

/** A setting is wrong or missing. The message has one sentence for each, saying what to write. */
export class SettingError extends Error {
  override readonly name = 'SettingError';

  constructor(readonly sentences: readonly string[]) {
    super(sentences.join('\n'));
  }
}

/** A setting with a default. */
export function setting<T extends NonNullable<unknown>>(
  variable: string,
  byDefault: string,
  parser: SettingParser<T>,
  description: string,
): Setting<T> {
  return { variable, byDefault, parser, description, required: false };
}

/** A setting that may be left out: undefined then. */
export function optionalSetting<T extends NonNullable<unknown>>(
  variable: string,
  parser: SettingParser<T>,
  description: string,
): Setting<T | undefined> {
  return { variable, byDefault: undefined, parser, description, required: false };
}

/** A setting that must be given. */
export function requiredSetting<T extends NonNullable<unknown>>(
  variable: string,
  parser: SettingParser<T>,
  description: string,
): Setting<T> {
  return { variable, byDefault: undefined, parser, description, required: true };
}

/**
 * The settings of a program, read from the environment. A variable that is empty counts as not given; white space
 * around a value is ignored.
 *
 * @throws SettingError naming everything that is wrong, so that one round of corrections is enough.
 */
export function readSettings<D extends SettingDefinitions>(environment: Environment, definitions: D): Settings<D> {
  const sentences: string[] = [];
  const values = Object.entries(definitions).map(([name, definition]) => {
    const given = environment[definition.variable]?.trim() || definition.byDefault;
    const value = given === undefined ? undefined : definition.parser.parse(given);
    if (given === undefined && definition.required) {
      sentences.push(`${definition.variable} is not set: write ${definition.parser.expects}.`);
    } else if (given !== undefined && value === undefined) {
      const shown = definition.parser.confidential ? '' : ` ${JSON.stringify(given)}`;
      sentences.push(`${definition.variable}${shown} cannot be used: write ${definition.parser.expects}.`);
    }
    return [name, value] as const;
  });
  if (sentences.length > 0) throw new SettingError(sentences);
  return Object.fromEntries(values) as Settings<D>;
}

/** The table of settings for the README, in Markdown: variable, default, what to write, what it is for. */
export function settingsTable(definitions: SettingDefinitions): string {
  const rows = Object.values(definitions).map(({ variable, byDefault, parser, description, required }) => [
    `\`${variable}\``,
    byDefault === undefined ? (required ? 'required' : '') : `\`${byDefault}\``,
    parser.expects,
    description,
  ]);
  return [['Variable', 'Default', 'Write', 'For'], ['---', '---', '---', '---'], ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}
