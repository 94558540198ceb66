import { Module } from 'node:module';
import type { CompiledApp } from './compile-app';
import { requireOf } from './shared-packages';

/** The part of Node.js's own module loader that runs a text as the module of a file (`lib/internal/modules/cjs/loader.js`). */
interface RunnableModule extends NodeJS.Module {
  _compile(code: string, file: string): void;
}

/** Runs a compiled app as if it were its file, and returns what it exports. Its source map makes stacks tell its lines. */
export function runModule({ code }: CompiledApp, file: string): unknown {
  process.setSourceMapsEnabled(true);
  const module = new Module(file) as RunnableModule;
  module.filename = file;
  module.require = requireOf(file) as NodeJS.Require;
  module._compile(code, file);
  return module.exports;
}
