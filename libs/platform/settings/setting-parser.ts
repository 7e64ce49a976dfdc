import { statSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname, resolve } from 'node:path';

/** Reads a setting's text, or returns undefined where it is not what `expects` says. */
export interface SettingParser<T> {
  /** Completes the sentence "write …", e.g. `a port from 1 to 65535`. */
  readonly expects: string;
  /** Never shown, neither in an error nor in a log: a password, a key, an address that may hold either. */
  readonly confidential: boolean;
  parse(text: string): T | undefined;
}

/** Any text of at least one character. */
export function text(): SettingParser<string> {
  return { expects: 'a text', confidential: false, parse: (value) => value };
}

/** A whole number from `min` to `max`, in decimal digits. */
export function integer(min: number, max: number): SettingParser<number> {
  return {
    expects: `a whole number from ${min} to ${max}`,
    confidential: false,
    parse: (value) => {
      const number = /^-?\d{1,15}$/.test(value) ? Number(value) : NaN;
      return number >= min && number <= max ? number : undefined;
    },
  };
}

/** A TCP port; 0 lets the system choose a free one. */
export function port(): SettingParser<number> {
  return { ...integer(0, 65_535), expects: 'a port from 1 to 65535 (0: any free one)' };
}

/** `true` or `false`. */
export function boolean(): SettingParser<boolean> {
  return {
    expects: 'true or false',
    confidential: false,
    parse: (value) => (value === 'true' ? true : value === 'false' ? false : undefined),
  };
}

/** One of a few words, as they are written here. */
export function oneOf<const T extends string>(...words: readonly T[]): SettingParser<T> {
  return {
    expects: `one of ${words.join(', ')}`,
    confidential: false,
    parse: (value) => words.find((word) => word === value),
  };
}

/** A directory, made absolute against the working directory; it need not exist yet. */
export function directory(): SettingParser<string> {
  return {
    expects: 'a directory, e.g. ./data',
    confidential: false,
    parse: (value) => {
      const path = resolve(value);
      return value.includes('\0') || !mayBeDirectory(path) ? undefined : path;
    },
  };
}

/** Whether a path is a directory or can become one: a file, or what lies below a file, cannot. */
function mayBeDirectory(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found) return found.isDirectory();
  return path === dirname(path) || mayBeDirectory(dirname(path));
}

/** Which proxies are believed: all, none, or those of some addresses, as Fastify's `trustProxy` takes them. */
export function proxies(): SettingParser<boolean | string> {
  return {
    expects: 'true, false or addresses and networks parted by commas, e.g. 10.0.0.1,10.1.0.0/16',
    confidential: false,
    parse: (value) => {
      if (value === 'true' || value === 'false') return value === 'true';
      return value.split(',').every((one) => isNetwork(one.trim())) ? value : undefined;
    },
  };
}

/** An IP address, or one with the length of its network's prefix. */
function isNetwork(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return (
    rest.length === 0 && bits > 0 && (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits))
  );
}

/** An address of one of the schemes, e.g. `url('postgres', 'postgresql')`. It may hold a password, so it is not shown. */
export function url(...schemes: readonly [string, ...string[]]): SettingParser<string> {
  return {
    expects: `an address that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
    confidential: true,
    parse: (value) => {
      const scheme = schemes.find((known) => value.startsWith(`${known}://`));
      if (scheme === undefined || !/^[^\s/?#]\S*$/.test(value.slice(scheme.length + 3))) return undefined;
      // Clusters are written as hosts parted by commas, which is no URL in the strict sense.
      return value.includes(',') || URL.canParse(value) ? value : undefined;
    },
  };
}

/** A secret of at least `minLength` characters. */
export function secret(minLength: number): SettingParser<string> {
  return {
    expects: `a secret of at least ${minLength} characters`,
    confidential: true,
    parse: (value) => (value.length >= minLength ? value : undefined),
  };
}

/** A key of exactly `bytes` bytes in base64, standard or URL-safe, as `openssl rand -base64` prints it. */
export function key(bytes: number): SettingParser<Buffer> {
  return {
    expects: `${bytes} random bytes in base64, as "openssl rand -base64 ${bytes}" prints them`,
    confidential: true,
    parse: (value) => {
      const decoded = /^[\w+/-]+={0,2}$/.test(value) ? Buffer.from(value, 'base64') : undefined;
      return decoded?.length === bytes ? decoded : undefined;
    },
  };
}

/** Several values of one kind, parted by commas. */
export function listOf<T>(one: SettingParser<T>): SettingParser<readonly T[]> {
  return {
    expects: `one or several, parted by commas, of: ${one.expects}`,
    confidential: one.confidential,
    parse: (value) => {
      const parsed = value.split(',').map((part) => one.parse(part.trim()));
      return parsed.every((entry) => entry !== undefined) ? parsed : undefined;
    },
  };
}
