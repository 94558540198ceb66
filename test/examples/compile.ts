import { join } from 'node:path';
import ts from 'typescript';

/** Root of this package. */
export const ROOT = join(__dirname, '..', '..');

/** The problems TypeScript finds in files, with the options of this package's tsconfig. */
export function compile(
  files: readonly string[],
  written: ReadonlyMap<string, string> = new Map(),
): readonly string[] {
  const options = compilerOptions();
  const host = ts.createCompilerHost(options);
  host.fileExists = (file) => written.has(file) || ts.sys.fileExists(file);
  host.readFile = (file) => written.get(file) ?? ts.sys.readFile(file);
  const program = ts.createProgram([...files], options, host);
  const diagnostics = [
    ...program.getOptionsDiagnostics(),
    ...files.flatMap((file) => {
      const source = program.getSourceFile(file);
      if (source === undefined) throw new Error(`no such file: ${file}`);
      return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    }),
  ];
  return diagnostics.map(described);
}

function compilerOptions(): ts.CompilerOptions {
  const path = join(ROOT, 'tsconfig.json');
  const { config, error } = ts.readConfigFile(path, (file) => ts.sys.readFile(file)) as {
    config: unknown;
    error?: ts.Diagnostic;
  };
  if (error !== undefined) throw new Error(described(error));
  const { options, errors } = ts.parseJsonConfigFileContent(
    { ...(config as object), include: [], files: ['x.ts'] },
    ts.sys,
    ROOT,
  );
  if (errors[0] !== undefined) throw new Error(described(errors[0]));
  return { ...options, noEmit: true };
}

function described({ file, start, messageText, code }: ts.Diagnostic): string {
  const text = ts.flattenDiagnosticMessageText(messageText, '\n');
  if (file === undefined || start === undefined) return `TS${code}: ${text}`;
  const { line } = file.getLineAndCharacterOfPosition(start);
  return `${file.fileName.replace(`${ROOT}/`, '')}:${line + 1} TS${code}: ${text}`;
}
