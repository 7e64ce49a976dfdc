import { resolve } from 'node:path';
import { ESLint } from 'eslint';
import ts from 'typescript';

/**
 * `node sound-sources.mjs <file>…`, in a clone: prints what compiler and linter find in these files, one finding a line. Both
 * look at one program: to make it is what takes long.
 */
const files = process.argv.slice(2).map((file) => resolve(file));
const { config } = ts.readConfigFile('tsconfig.json', (file) => ts.sys.readFile(file));
const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files }, ts.sys, process.cwd());
const program = ts.createProgram(files, options);
for (const file of files) {
  for (const { messageText } of ts.getPreEmitDiagnostics(program, program.getSourceFile(file))) {
    console.log(`${file}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
  }
}
const parserOptions = { programs: [program], projectService: false };
const eslint = new ESLint({ overrideConfig: { files: ['**/*.ts'], languageOptions: { parserOptions } } });
for (const { filePath, messages } of await eslint.lintFiles(files)) {
  for (const { line, message } of messages) console.log(`${filePath}:${line}: ${message}`);
}
