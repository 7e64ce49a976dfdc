import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** A clone of the repository: where `tasuki new …` writes. */
export class Clone {
  private constructor(readonly root: string) {}

  /**
   * The clone that a folder lies in.
   *
   * @throws Error where it lies in none
   */
  static around(folder: string): Clone {
    for (let at = folder; ; at = dirname(at)) {
      if (existsSync(join(at, 'libs/contexts/programme/index.ts'))) return new Clone(at);
      if (dirname(at) === at) throw new Error('`tasuki new` writes sources: run it in a clone of the repository');
    }
  }

  path(...parts: readonly string[]): string {
    return join(this.root, ...parts);
  }

  /** A file's path as the reader of a message knows it. */
  shown(file: string): string {
    return relative(this.root, file);
  }

  /** Formats files in the house style and brings the lock of projections up to date. */
  finish(files: readonly string[]): void {
    this.#run('npx', ['--no-install', 'prettier', '--log-level', 'warn', '--write', ...files]);
    this.#run('npm', ['run', '--silent', 'projections:lock']);
  }

  #run(program: string, args: readonly string[]): void {
    execFileSync(program, args, { cwd: this.root, stdio: ['ignore', 'inherit', 'inherit'] });
  }
}
